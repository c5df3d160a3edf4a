package org.hactl.lab.simulation;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hactl.host.Holds;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.linux.net.InetAddresses;
import org.hactl.vrrp.model.State;

/** Looks whether the site serves: one director has each VIP, and leads to real servers. */
final class ServingReferee {
  /** How long two hosts may have one address, while a role moves. */
  private static final Duration TWO_MASTERS = Duration.ofSeconds(10);

  /**
   * How long a host may have a VIP whose service leads to no real server: an agent whose disk works
   * again tries after a while.
   */
  private static final Duration UNSERVED = Duration.ofSeconds(45);

  private final World world;
  private final TreeMap<String, Long> sharedSince = new TreeMap<>();
  private final TreeMap<String, Long> unservedSince = new TreeMap<>();
  private final TreeMap<String, Long> twiceSince = new TreeMap<>();

  ServingReferee(World world) {
    this.world = world;
  }

  /**
   * Looks while anything may happen.
   *
   * @param directors those whose agents run, are not slow, and can read their state: one that
   *     cannot removes nothing
   */
  void inspect(Collection<SimHost> directors) {
    masters(directors.stream().filter(ServingReferee::speaks).toList());
    services(directors);
    balancedTwice(directors);
  }

  /**
   * Whether the other director can know which version of the site this one holds. A first
   * generation that waits for its confirmation is none yet.
   */
  private static boolean speaks(SimHost director) {
    SimAgent agent = director.agent();
    return agent != null && agent.core().generations().confirmed().isPresent();
  }

  /**
   * Two directors with keys of their own, because they were never reached together, are strangers.
   */
  private static boolean areStrangers(Collection<SimHost> directors) {
    return directors.stream()
            .flatMap(each -> Optional.ofNullable(each.agent()).stream())
            .flatMap(each -> each.siteKeyId().stream())
            .distinct()
            .count()
        > 1;
  }

  /** An address that two hosts have. */
  private void masters(Collection<SimHost> hosts) {
    TreeMap<String, Integer> holders = new TreeMap<>();
    if (areStrangers(hosts)) {
      sharedSince.clear();
      return;
    }
    for (SimHost host : hosts) {
      host.kernel().addresses().list().stream()
          .filter(each -> each.interfaceName().equals("eth0"))
          .map(each -> each.prefix().toString())
          .filter(each -> each.endsWith("/24"))
          .forEach(each -> holders.merge(each, 1, Integer::sum));
    }
    holders.values().removeIf(count -> count < 2);
    sharedSince.keySet().retainAll(holders.keySet());
    holders.keySet().forEach(each -> sharedSince.putIfAbsent(each, world.nanos()));
    sharedSince.forEach((address, since) -> {
      if (world.nanos() - since > TWO_MASTERS.toNanos()) {
        world.violate("two hosts have had one address for too long: " + address);
      }
    });
  }

  /**
   * A service whose VIP is on a host leads to a real server there, unless all of them are drained:
   * also before and after an apply that failed, on a host whose disk works.
   */
  private void services(Collection<SimHost> hosts) {
    Set<String> unserved = new TreeSet<>();
    for (SimHost host : hosts) {
      SimAgent agent = host.agent();
      if (agent != null
          && host.disk().isSound()
          && agent.core().generations().pendingNumber() == 0) {
        unserved.addAll(unserved(host, agent));
      }
    }
    unservedSince.keySet().retainAll(unserved);
    unserved.forEach(each -> unservedSince.putIfAbsent(each, world.nanos()));
    unservedSince.forEach((service, since) -> {
      if (world.nanos() - since > UNSERVED.toNanos()) {
        world.violate("a VIP is there, and its service leads nowhere: " + service);
      }
    });
  }

  /** A director that is a real server balances a service only where it has the VIP. */
  private void balancedTwice(Collection<SimHost> hosts) {
    Set<String> twice = new TreeSet<>();
    for (SimHost host : hosts) {
      SimAgent agent = host.agent();
      if (agent != null
          && host.disk().isSound()
          && agent.core().generations().pendingNumber() == 0) {
        Set<String> vips = vips(host);
        Set<String> served = served(host);
        agent.core().generations().confirmedState().virtualServices().stream()
            .filter(VirtualServiceSpec::onMasterOnly)
            .filter(each -> !vips.contains(each.address()))
            .filter(each -> served.contains(each.key().toString()))
            .forEach(each -> twice.add(host.name() + " " + each.key()));
      }
    }
    twiceSince.keySet().retainAll(twice);
    twice.forEach(each -> twiceSince.putIfAbsent(each, world.nanos()));
    twiceSince.forEach((service, since) -> {
      if (world.nanos() - since > UNSERVED.toNanos()) {
        world.violate("a real server that is not master balances: " + service);
      }
    });
  }

  private static Set<String> vips(SimHost host) {
    Set<String> vips = new TreeSet<>();
    host.kernel().addresses().list().stream()
        .filter(each -> each.interfaceName().equals("eth0"))
        .forEach(each -> vips.add(InetAddresses.format(each.prefix().address())));
    return vips;
  }

  private static Set<String> served(SimHost host) {
    Set<String> served = new TreeSet<>();
    host.kernel().ipvs().list().stream()
        .filter(entry -> entry.destinations().stream().anyMatch(each -> each.weight() > 0))
        .forEach(entry -> served.add(entry.service().key().toString()));
    return served;
  }

  private static Set<String> unserved(SimHost host, SimAgent agent) {
    Set<String> vips = vips(host);
    Set<String> served = served(host);
    Holds holds = agent.core().holds().current();
    Set<String> unserved = new TreeSet<>();
    agent.core().generations().confirmedState().virtualServices().stream()
        .filter(each -> vips.contains(each.address()) && !served.contains(each.key().toString()))
        .filter(each -> each.realServers().stream().anyMatch(one -> !holds.isDrained(each, one)))
        .forEach(each -> unserved.add(host.name() + " " + each.key()));
    return unserved;
  }

  /** Each router has one master, unless no director may be it. */
  void oneMasterEach(Collection<SimHost> hosts) {
    TreeMap<String, Integer> masters = new TreeMap<>();
    boolean mayBe = false;
    for (SimHost host : hosts) {
      SimAgent agent = host.agent();
      if (agent != null) {
        mayBe |=
            SimSite.isDirector(host.name())
                && agent.core().holds().current().maintenance(host.name()).isEmpty();
        agent
            .engines()
            .status()
            .forEach(each ->
                masters.merge(each.name(), each.state() == State.MASTER ? 1 : 0, Integer::sum));
      }
    }
    int wanted = mayBe ? 1 : 0;
    masters.forEach((router, count) -> {
      if (count != wanted) {
        world.violate("%s has %d masters in the end, not %d".formatted(router, count, wanted));
      }
    });
  }
}
