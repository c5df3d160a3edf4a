package org.hactl.agent;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.hactl.linux.libc.Threads;
import org.hactl.vrrp.interop.LabNetwork;

/** Looks every few milliseconds which of two hosts have an address. */
final class HeldVip implements AutoCloseable {
  private static final long LOOK_NANOS = 2_000_000;

  private final AtomicBoolean ended = new AtomicBoolean();
  private final boolean[] holds = new boolean[2];
  private final Object lock = new Object();
  private final List<Thread> threads;
  private long sinceNanos = System.nanoTime();
  private long bothNanos;
  private long noneNanos;

  /**
   * @param hosts the namespaces of the two hosts
   */
  HeldVip(List<String> hosts, String vip) {
    InetAddress address = InetAddress.ofLiteral(vip);
    for (int host = 0; host < holds.length; host++) {
      int place = host;
      holds[place] = LabNetwork.inside(hosts.get(host), () -> isHere(address));
    }
    threads =
        List.of(0, 1).stream()
            .map(place ->
                LabNetwork.inside(
                    hosts.get(place), () -> Thread.ofPlatform().start(() -> watch(place, address))))
            .toList();
  }

  private void watch(int place, InetAddress address) {
    while (!ended.get()) {
      boolean here = isHere(address);
      synchronized (lock) {
        account();
        holds[place] = here;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private void account() {
    long now = System.nanoTime();
    if (holds[0] && holds[1]) {
      bothNanos += now - sinceNanos;
    } else if (!holds[0] && !holds[1]) {
      noneNanos += now - sinceNanos;
    }
    sinceNanos = now;
  }

  private static boolean isHere(InetAddress address) {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .anyMatch(address::equals);
    } catch (SocketException e) {
      return false;
    }
  }

  /** How long both hosts had it. */
  long bothMillis() {
    synchronized (lock) {
      return bothNanos / 1_000_000;
    }
  }

  /** How long none of the hosts had it. */
  long noneMillis() {
    synchronized (lock) {
      return noneNanos / 1_000_000;
    }
  }

  @Override
  public void close() {
    ended.set(true);
    threads.forEach(Threads::join);
  }
}
