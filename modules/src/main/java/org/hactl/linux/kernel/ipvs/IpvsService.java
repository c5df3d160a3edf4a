package org.hactl.linux.kernel.ipvs;

import java.util.Set;

/**
 * A virtual service, without its counters.
 *
 * @param scheduler the kernel's name of the scheduler: {@code rr}, {@code wlc} …
 * @param persistenceSeconds how long a client stays with its real server; 0 for no persistence
 * @param persistencePrefix how many leading bits of a client's address count as the client; 32 or
 *     128 for all
 * @param persistenceEngine {@code sip}, or empty
 */
public record IpvsService(
    IpvsServiceKey key,
    String scheduler,
    Set<IpvsServiceFlag> flags,
    int persistenceSeconds,
    int persistencePrefix,
    String persistenceEngine) {
  public IpvsService {
    flags = Set.copyOf(flags);
    if (persistenceSeconds < 0) {
      throw new IllegalArgumentException("persistence of " + persistenceSeconds + " s is negative");
    }
    if (persistencePrefix < 0 || persistencePrefix > key.family().addressBits()) {
      throw new IllegalArgumentException(
          "persistence prefix %d is not between 0 and %d"
              .formatted(persistencePrefix, key.family().addressBits()));
    }
  }

  /** A service without flags and persistence. */
  public static IpvsService of(IpvsServiceKey key, String scheduler) {
    return new IpvsService(key, scheduler, Set.of(), 0, key.family().addressBits(), "");
  }

  IpvsService withPersistenceSeconds(int seconds) {
    return new IpvsService(key, scheduler, flags, seconds, persistencePrefix, persistenceEngine);
  }

  public IpvsService withFlags(Set<IpvsServiceFlag> newFlags) {
    return new IpvsService(
        key, scheduler, newFlags, persistenceSeconds, persistencePrefix, persistenceEngine);
  }
}
