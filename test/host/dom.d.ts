// Functions that the driver hands to the browser run there, and see the page's types.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
