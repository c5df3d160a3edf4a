package org.hactl.control.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A shell script that the control node runs on a host; the script is in the same jar. */
public enum HostScript {
  PROBE("probe.sh"),
  KEEPALIVED("keepalived.sh"),
  FACTS("facts.sh"),
  INSTALL("install.sh"),
  ACTIVATE("activate.sh"),
  REMOVE("remove.sh");

  private final String file;

  HostScript(String file) {
    this.file = file;
  }

  public String text() {
    try (InputStream in = HostScript.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
