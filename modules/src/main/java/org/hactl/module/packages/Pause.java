package org.hactl.module.packages;

import java.time.Duration;

/** Waits; replaced in tests. */
@FunctionalInterface
interface Pause {
  void pause(Duration time) throws InterruptedException;
}
