package org.hactl.lab.bench;

import java.util.Locale;
import org.hactl.lab.Lab;

/** The programs that are compared. */
enum Contender {
  HACTL {
    @Override
    BenchDirector start(Lab lab, String host, Routers routers, int priority) {
      return HactlDirector.start(lab, host, routers.hactl(host, priority));
    }
  },
  KEEPALIVED {
    @Override
    BenchDirector start(Lab lab, String host, Routers routers, int priority) {
      return KeepalivedDirector.start(lab, host, routers.keepalived(host, priority));
    }
  };

  /** Starts the program in a host of a lab; returns when it runs there. */
  abstract BenchDirector start(Lab lab, String host, Routers routers, int priority);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
