package org.hactl.cli;

import java.util.List;

/**
 * Adds commands of another module to {@code hactl}; found by {@link java.util.ServiceLoader}. The
 * other module imports this module, which never imports it.
 */
public interface CommandProvider {
  /** Objects annotated with {@link picocli.CommandLine.Command}, newly made at each call. */
  List<Object> commands();
}
