package org.hactl.module.sysctl;

/** What came of reading a parameter that this kernel has. */
public sealed interface SysctlReading {
  record Value(String text) implements SysctlReading {}

  /** It has no value before somebody gives it one: {@code stable_secret}. */
  record Unset() implements SysctlReading {}

  /**
   * It cannot be read, as those that can only be written.
   *
   * @param words of the refusal
   */
  record Refused(String words) implements SysctlReading {}
}
