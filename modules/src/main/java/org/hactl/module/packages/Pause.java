package org.hactl.module.packages;

import java.time.Duration;

/** Waits; a test does not. */
@FunctionalInterface
interface Pause {
  void pause(Duration time) throws InterruptedException;
}
