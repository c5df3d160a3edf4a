package org.hactl.health;

/**
 * What one try found.
 *
 * @param detail what was answered, or at which step what went wrong
 */
record CheckResult(boolean success, String detail) {
  static CheckResult success(String detail) {
    return new CheckResult(true, detail);
  }

  static CheckResult failure(String detail) {
    return new CheckResult(false, detail);
  }
}
