package org.hactl.linux.memory;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.hactl.linux.kernel.ipvs.IpvsChange;
import org.hactl.linux.kernel.ipvs.IpvsCounters;
import org.hactl.linux.kernel.ipvs.IpvsDestination;
import org.hactl.linux.kernel.ipvs.IpvsEntry;
import org.hactl.linux.kernel.ipvs.IpvsErrors;
import org.hactl.linux.kernel.ipvs.IpvsService;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.kernel.ipvs.IpvsStatistics;
import org.hactl.linux.kernel.ipvs.IpvsSyncDaemon;
import org.hactl.linux.kernel.ipvs.IpvsTable;
import org.hactl.linux.kernel.ipvs.IpvsTimeouts;
import org.hactl.linux.kernel.ipvs.IpvsUnavailableException;
import org.hactl.linux.kernel.ipvs.IpvsVersion;
import org.jspecify.annotations.Nullable;

final class MemoryIpvs implements Ipvs {
  private static final Set<String> SCHEDULERS =
      Set.of(
          "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "sh", "mh", "dh", "fo", "ovf", "sed", "nq",
          "twos");

  private final MemoryKernel kernel;
  private final Map<IpvsServiceKey, IpvsEntry> table = new LinkedHashMap<>();
  private final Map<IpvsSyncDaemon.Role, IpvsSyncDaemon> daemons =
      new EnumMap<>(IpvsSyncDaemon.Role.class);
  private IpvsTimeouts timeouts = IpvsTimeouts.OF_THE_KERNEL;
  private boolean present = true;
  private int reads;

  MemoryIpvs(MemoryKernel kernel) {
    this.kernel = kernel;
  }

  synchronized void absent() {
    present = false;
  }

  @Override
  public synchronized IpvsVersion version() {
    requirePresent();
    return new IpvsVersion(1, 2, 1, 4096);
  }

  @Override
  public synchronized IpvsTable table() {
    requirePresent();
    reads++;
    return new IpvsTable(List.copyOf(table.values()), hash());
  }

  private long hash() {
    return List.copyOf(table.values()).hashCode();
  }

  synchronized int reads() {
    return reads;
  }

  @Override
  public synchronized long fingerprint() {
    requirePresent();
    reads++;
    return hash();
  }

  @Override
  public synchronized List<IpvsStatistics> statistics() {
    requirePresent();
    return table.values().stream()
        .map(entry ->
            new IpvsStatistics(
                entry.service().key(),
                IpvsCounters.ZERO,
                entry.destinations().stream()
                    .map(destination ->
                        new IpvsStatistics.OfDestination(
                            destination.address(),
                            destination.port(),
                            destination.weight(),
                            0,
                            0,
                            0,
                            IpvsCounters.ZERO))
                    .toList()))
        .toList();
  }

  @Override
  public synchronized IpvsTimeouts timeouts() {
    requirePresent();
    return timeouts;
  }

  @Override
  public synchronized void timeouts(IpvsTimeouts wanted) {
    requirePresent();
    kernel.raiseFault("set IPVS", "timeouts");
    timeouts =
        new IpvsTimeouts(
            orElse(wanted.tcpSeconds(), timeouts.tcpSeconds()),
            orElse(wanted.tcpFinSeconds(), timeouts.tcpFinSeconds()),
            orElse(wanted.udpSeconds(), timeouts.udpSeconds()));
    kernel.changed();
  }

  private static int orElse(int wanted, int now) {
    return wanted == 0 ? now : wanted;
  }

  @Override
  public synchronized BatchResult apply(List<IpvsChange> changes) {
    requirePresent();
    return IpvsErrors.explain(changes, MemoryBatch.apply(changes, this::apply));
  }

  @Override
  public synchronized List<IpvsSyncDaemon> syncDaemons() {
    requirePresent();
    return List.copyOf(daemons.values());
  }

  @Override
  public synchronized void startSync(IpvsSyncDaemon daemon) {
    requirePresent();
    String object = IpvsErrors.object(daemon.role()) + " on " + daemon.interfaceName();
    kernel.raiseFault("start", object);
    if (kernel.links().find(daemon.interfaceName()).isEmpty()) {
      throw new LinuxException("start", object, Errno.ENODEV, "");
    }
    if (daemons.putIfAbsent(daemon.role(), daemon) != null) {
      throw new LinuxException("start", object, Errno.EEXIST, "");
    }
    kernel.changed();
  }

  @Override
  public synchronized void stopSync(IpvsSyncDaemon.Role role) {
    requirePresent();
    kernel.raiseFault("stop", IpvsErrors.object(role));
    if (daemons.remove(role) != null) {
      kernel.changed();
    }
  }

  private void apply(IpvsChange change) {
    kernel.raiseFault(IpvsErrors.operation(change), IpvsErrors.object(change));
    IpvsEntry entry = table.get(change.service());
    if (!(change instanceof IpvsChange.AddService) && entry == null) {
      throw refusal(change, Errno.ESRCH);
    }
    switch (change) {
      case IpvsChange.AddService(IpvsService added) -> {
        if (entry != null) {
          throw refusal(change, Errno.EEXIST);
        }
        requireScheduler(change, added);
        table.put(added.key(), new IpvsEntry(added, List.of()));
      }
      case IpvsChange.EditService(IpvsService edited) -> {
        requireScheduler(change, edited);
        table.put(edited.key(), new IpvsEntry(edited, destinations(entry)));
      }
      case IpvsChange.RemoveService(IpvsServiceKey key) -> table.remove(key);
      case IpvsChange.AddDestination(IpvsServiceKey key, IpvsDestination added) -> {
        if (destinations(entry).stream().anyMatch(added::sameIdentity)) {
          throw refusal(change, Errno.EEXIST);
        }
        List<IpvsDestination> destinations = new ArrayList<>(destinations(entry));
        destinations.add(added);
        replace(key, entry, destinations);
      }
      case IpvsChange.EditDestination(IpvsServiceKey key, IpvsDestination edited) -> {
        List<IpvsDestination> destinations = new ArrayList<>(destinations(entry));
        if (!destinations.removeIf(edited::sameIdentity)) {
          throw refusal(change, Errno.ENOENT);
        }
        destinations.add(edited);
        replace(key, entry, destinations);
      }
      case IpvsChange.RemoveDestination remove -> {
        List<IpvsDestination> destinations = new ArrayList<>(destinations(entry));
        if (!destinations.removeIf(
            destination ->
                destination.address().equals(remove.address())
                    && destination.port() == remove.port())) {
          throw refusal(change, Errno.ENOENT);
        }
        replace(remove.service(), entry, destinations);
      }
    }
    kernel.changed();
  }

  private static List<IpvsDestination> destinations(@Nullable IpvsEntry entry) {
    return entry == null ? List.of() : entry.destinations();
  }

  private void replace(
      IpvsServiceKey key, @Nullable IpvsEntry entry, List<IpvsDestination> destinations) {
    if (entry != null) {
      table.put(key, new IpvsEntry(entry.service(), destinations));
    }
  }

  private static void requireScheduler(IpvsChange change, IpvsService service) {
    if (!SCHEDULERS.contains(service.scheduler())) {
      throw refusal(change, Errno.ENOENT);
    }
  }

  private static LinuxException refusal(IpvsChange change, Errno errno) {
    return new LinuxException(IpvsErrors.operation(change), IpvsErrors.object(change), errno, "");
  }

  private void requirePresent() {
    if (!present) {
      throw new IpvsUnavailableException("this kernel has no IPVS");
    }
  }
}
