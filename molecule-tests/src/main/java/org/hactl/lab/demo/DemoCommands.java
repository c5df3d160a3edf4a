package org.hactl.lab.demo;

import java.util.List;
import org.hactl.cli.CommandProvider;

/** Adds {@code hactl demo}. */
public final class DemoCommands implements CommandProvider {
  @Override
  public List<Object> commands() {
    return List.of(new DemoCommand());
  }
}
