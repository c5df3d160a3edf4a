package org.hactl.control.image;

/** A machine's processor architecture. An image runs only on the architecture it was made on. */
public enum Architecture {
  X86_64,
  AARCH64,
  OTHER;

  /** The architecture that {@code uname -m} or Java's {@code os.arch} names. */
  public static Architecture of(String name) {
    return switch (name) {
      case "x86_64", "amd64" -> X86_64;
      case "aarch64", "arm64" -> AARCH64;
      default -> OTHER;
    };
  }

  public static Architecture ofThisMachine() {
    return of(System.getProperty("os.arch", ""));
  }
}
