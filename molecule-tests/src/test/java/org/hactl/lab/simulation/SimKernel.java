package org.hactl.lab.simulation;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.Addresses;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.KernelEvents;
import org.hactl.linux.kernel.Links;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.Neighbours;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteChange;
import org.hactl.linux.kernel.Routes;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.kernel.RuleChange;
import org.hactl.linux.kernel.Rules;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.kernel.Sysctls;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.hactl.linux.kernel.ipvs.IpvsChange;
import org.hactl.linux.kernel.ipvs.IpvsStatistics;
import org.hactl.linux.kernel.ipvs.IpvsSyncDaemon;
import org.hactl.linux.kernel.ipvs.IpvsTable;
import org.hactl.linux.kernel.ipvs.IpvsTimeouts;
import org.hactl.linux.kernel.ipvs.IpvsVersion;

/**
 * A kernel as one agent uses it: the agent can be killed before and after each change, and a slow
 * host takes its time for it.
 *
 * @param change called before and after each change
 */
record SimKernel(Kernel host, Runnable change) implements Kernel {
  private <C> BatchResult oneByOne(List<C> changes, Function<List<C>, BatchResult> apply) {
    TreeMap<Integer, LinuxException> failures = new TreeMap<>();
    for (int place = 0; place < changes.size(); place++) {
      change.run();
      BatchResult result = apply.apply(List.of(changes.get(place)));
      if (!result.failures().isEmpty()) {
        failures.put(place, result.failures().firstEntry().getValue());
      }
    }
    change.run();
    return new BatchResult(changes.size(), failures);
  }

  @Override
  public Links links() {
    return host.links();
  }

  @Override
  public Addresses addresses() {
    Addresses all = host.addresses();
    return new Addresses() {
      @Override
      public List<InterfaceAddress> list() {
        return all.list();
      }

      @Override
      public BatchResult apply(List<AddressChange> changes) {
        return oneByOne(changes, all::apply);
      }
    };
  }

  @Override
  public Routes routes() {
    Routes all = host.routes();
    return new Routes() {
      @Override
      public List<Route> list() {
        return all.list();
      }

      @Override
      public BatchResult apply(List<RouteChange> changes) {
        return oneByOne(changes, all::apply);
      }
    };
  }

  @Override
  public Rules rules() {
    Rules all = host.rules();
    return new Rules() {
      @Override
      public List<Rule> list() {
        return all.list();
      }

      @Override
      public BatchResult apply(List<RuleChange> changes) {
        return oneByOne(changes, all::apply);
      }
    };
  }

  @Override
  public Sysctls sysctls() {
    Sysctls all = host.sysctls();
    return new Sysctls() {
      @Override
      public Optional<String> read(SysctlKey key) {
        return all.read(key);
      }

      @Override
      public void write(SysctlKey key, String value) {
        change.run();
        all.write(key, value);
        change.run();
      }
    };
  }

  @Override
  public Ipvs ipvs() {
    Ipvs all = host.ipvs();
    return new Ipvs() {
      @Override
      public IpvsVersion version() {
        return all.version();
      }

      @Override
      public IpvsTable table() {
        return all.table();
      }

      @Override
      public long fingerprint() {
        return all.fingerprint();
      }

      @Override
      public List<IpvsStatistics> statistics() {
        return all.statistics();
      }

      @Override
      public IpvsTimeouts timeouts() {
        return all.timeouts();
      }

      @Override
      public void timeouts(IpvsTimeouts wanted) {
        all.timeouts(wanted);
        change.run();
      }

      @Override
      public BatchResult apply(List<IpvsChange> changes) {
        return oneByOne(changes, all::apply);
      }

      @Override
      public List<IpvsSyncDaemon> syncDaemons() {
        return all.syncDaemons();
      }

      @Override
      public void startSync(IpvsSyncDaemon daemon) {
        change.run();
        all.startSync(daemon);
        change.run();
      }

      @Override
      public void stopSync(IpvsSyncDaemon.Role role) {
        change.run();
        all.stopSync(role);
        change.run();
      }
    };
  }

  @Override
  public KernelEvents events() {
    return host.events();
  }

  @Override
  public Neighbours neighbours() {
    return host.neighbours();
  }

  @Override
  public void close() {}
}
