package org.hactl.health.tls;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** A file of this host that TLS needs cannot be used, so that the check cannot be tried. */
public final class TlsFileException extends IOException {
  TlsFileException(String file, Exception why) {
    super("cannot use " + file + ": " + reason(why), why);
  }

  private static String reason(Exception why) {
    return switch (why) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(why.getMessage());
    };
  }
}
