package org.hactl.module.sysctl;

/** The result of reading a parameter that this kernel has. */
sealed interface SysctlReading {
  record Value(String text) implements SysctlReading {}

  /** The parameter has no value until one is written: {@code stable_secret}. */
  record Unset() implements SysctlReading {}

  /**
   * The parameter cannot be read, for instance because it can only be written.
   *
   * @param words the kernel's error text
   */
  record Refused(String words) implements SysctlReading {}
}
