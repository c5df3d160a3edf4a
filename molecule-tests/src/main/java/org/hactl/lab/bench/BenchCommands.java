package org.hactl.lab.bench;

import java.util.List;
import org.hactl.cli.CommandProvider;

/** Adds {@code hactl bench}. */
public final class BenchCommands implements CommandProvider {
  @Override
  public List<Object> commands() {
    return List.of(new BenchCommand());
  }
}
