package org.hactl.cli;

import java.util.List;

/**
 * Adds commands of another module to {@code hactl}; found by {@link java.util.ServiceLoader}. Such
 * a module imports this one and is never imported by it.
 */
public interface CommandProvider {
  /** Objects annotated with {@link picocli.CommandLine.Command}, new ones at each call. */
  List<Object> commands();
}
