package org.hactl.lab.bench;

import java.time.Duration;
import java.util.List;
import org.hactl.lab.Driver;
import org.hactl.lab.HostSpec;
import org.hactl.lab.Lab;
import org.hactl.lab.LabException;
import org.hactl.lab.LabProgress;
import org.hactl.lab.LabSpec;
import org.hactl.lab.Labs;
import org.hactl.lab.Poll;

/** Two directors on a segment of their own; {@link #MASTER} has the higher priority. */
final class Pair implements AutoCloseable {
  static final String MASTER = "a";
  static final String BACKUP = "b";
  static final String MASTER_ADDRESS = "10.9.0.1";
  static final String BACKUP_ADDRESS = "10.9.0.2";
  static final int MASTER_PRIORITY = 200;
  static final int BACKUP_PRIORITY = 100;

  private static final Duration ELECTION_TIMEOUT = Duration.ofSeconds(60);

  private final Lab lab;
  private final Routers routers;
  private final BenchDirector master;
  private final BenchDirector backup;

  private Pair(Lab lab, Routers routers, BenchDirector master, BenchDirector backup) {
    this.lab = lab;
    this.routers = routers;
    this.master = master;
    this.backup = backup;
  }

  /** Starts a pair with the same program on both directors. */
  static Pair up(Contender contender, Routers routers) {
    return up(contender, contender, routers);
  }

  /** Starts a pair; returns when every VIP is on the master. */
  static Pair up(Contender master, Contender backup, Routers routers) {
    String name = "bench-" + (master == backup ? master : master + "-" + backup);
    Labs.down(name);
    Lab lab =
        Labs.up(
            new LabSpec(
                name,
                Driver.NETNS,
                List.of(new HostSpec(MASTER, MASTER_ADDRESS), new HostSpec(BACKUP, BACKUP_ADDRESS)),
                "10.9.0.3",
                16,
                List.of(),
                0),
            LabProgress.NONE);
    try {
      BenchDirector first = master.start(lab, MASTER, routers, MASTER_PRIORITY);
      BenchDirector second = backup.start(lab, BACKUP, routers, BACKUP_PRIORITY);
      Pair pair = new Pair(lab, routers, first, second);
      pair.awaitMaster();
      return pair;
    } catch (RuntimeException e) {
      lab.down();
      throw e;
    }
  }

  Lab lab() {
    return lab;
  }

  BenchDirector master() {
    return master;
  }

  BenchDirector backup() {
    return backup;
  }

  /** Waits until the master has every VIP and the backup has no VIP. */
  void awaitMaster() {
    boolean settled =
        Poll.until(
            ELECTION_TIMEOUT,
            Duration.ofMillis(200),
            () -> vips(MASTER) == routers.count() && vips(BACKUP) == 0);
    if (!settled) {
      throw new LabException(
          "%s has %d of %d VIPs, and %s has %d, after %d s"
              .formatted(
                  MASTER,
                  vips(MASTER),
                  routers.count(),
                  BACKUP,
                  vips(BACKUP),
                  ELECTION_TIMEOUT.toSeconds()));
    }
  }

  /** How many VIPs are on a host. */
  long vips(String host) {
    return lab.exec(host, "ip", "-o", "-4", "address", "show", "dev", "eth0")
        .orThrow("listing addresses")
        .out()
        .lines()
        .filter(line -> line.contains(".254/32"))
        .count();
  }

  @Override
  public void close() {
    lab.down();
  }
}
