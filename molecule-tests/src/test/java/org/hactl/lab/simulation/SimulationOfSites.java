package org.hactl.lab.simulation;

import java.nio.file.Path;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs simulations, without the log of their agents. */
abstract class SimulationOfSites {
  private static final Logger LOGS = Logger.getLogger("org.hactl");

  @TempDir static Path folder;
  private static @Nullable SimImages image;

  @BeforeAll
  static void prepare() {
    LOGS.setLevel(Level.OFF);
    image = SimImages.in(folder);
  }

  @AfterAll
  static void logAgain() {
    LOGS.setLevel(null);
  }

  static SimImages image() {
    return Objects.requireNonNull(image);
  }
}
