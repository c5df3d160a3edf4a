package org.hactl.lab.bench;

import java.util.Optional;
import org.hactl.lab.LabException;

/** A VRRP program at work in a host of a lab. */
interface BenchDirector {
  /** The process that runs VRRP at this moment; empty while it restarts. */
  Optional<Long> findPid();

  /** The process that runs VRRP. */
  default long pid() {
    return findPid().orElseThrow(() -> new LabException("no VRRP process runs there"));
  }
}
