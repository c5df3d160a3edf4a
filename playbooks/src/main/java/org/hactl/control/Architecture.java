package org.hactl.control;

/** A machine's kind of processor. An image made on one runs on no other. */
public enum Architecture {
  X86_64,
  AARCH64,
  OTHER;

  /** From what {@code uname -m} or Java's {@code os.arch} says. */
  static Architecture of(String name) {
    return switch (name) {
      case "x86_64", "amd64" -> X86_64;
      case "aarch64", "arm64" -> AARCH64;
      default -> OTHER;
    };
  }

  static Architecture ofThisMachine() {
    return of(System.getProperty("os.arch", ""));
  }
}
