package org.hactl.inventory;

/** Where a variable was set; a later level wins over an earlier one. */
enum Level {
  /** Variables that every host has, such as {@code inventory_hostname}. */
  BUILT_IN,
  /** The group {@code all}. */
  ALL,
  /** A group; a child group wins over its parents. */
  GROUP,
  /** The host itself. */
  HOST,
  /** {@code -e} on the command line. */
  EXTRA
}
