package org.hactl.linux.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hactl.linux.net.Family;

/**
 * Removes addresses so that no other address goes with them. With the first IPv4 address of a
 * network the kernel removes the others of that network ({@link AddressFlag#SECONDARY}), unless
 * {@code promote_secondaries} is on. It is on for this interface while a removal lasts; so routes
 * with such an address as their source survive too. Safe for use from any thread.
 */
public final class PromotingAddresses implements Addresses {
  private static final String PARAMETER = "promote_secondaries";

  private final Addresses addresses;
  private final Sysctls sysctls;

  /** How many removals at this moment need the parameter that was turned on here. */
  private final Map<String, Integer> users = new HashMap<>();

  public PromotingAddresses(Addresses addresses, Sysctls sysctls) {
    this.addresses = addresses;
    this.sysctls = sysctls;
  }

  @Override
  public List<InterfaceAddress> list() {
    return addresses.list();
  }

  @Override
  public BatchResult apply(List<AddressChange> changes) {
    Set<String> interfaces = new TreeSet<>();
    changes.stream()
        .filter(PromotingAddresses::canTakeOthersAlong)
        .forEach(change -> interfaces.add(change.interfaceName()));
    List<String> turnedOn = new ArrayList<>();
    try {
      for (String name : interfaces) {
        if (turnOn(name)) {
          turnedOn.add(name);
        }
      }
      return addresses.apply(changes);
    } catch (ParameterRefused e) {
      return new RestoredSecondaries(addresses.list()).apply(changes, addresses);
    } finally {
      turnedOn.forEach(this::turnOff);
    }
  }

  /** An address with a full-length prefix has no network to share, unless it has a peer. */
  private static boolean canTakeOthersAlong(AddressChange change) {
    return change instanceof AddressChange.Remove removal
        && removal.prefix().family() == Family.INET
        && (removal.prefix().length() < Family.INET.addressBits() || removal.peer() != null);
  }

  /**
   * @return whether it has to be turned off again
   */
  private synchronized boolean turnOn(String interfaceName) {
    if (!users.containsKey(interfaceName)) {
      if (isOn("all") || isOn(interfaceName) || !write(interfaceName, "1")) {
        return false;
      }
    }
    users.merge(interfaceName, 1, Integer::sum);
    return true;
  }

  private synchronized void turnOff(String interfaceName) {
    if (users.merge(interfaceName, -1, Integer::sum) == 0) {
      users.remove(interfaceName);
      try {
        var _ = write(interfaceName, "0");
      } catch (ParameterRefused e) {
        // It stays on, which does no harm.
      }
    }
  }

  private boolean isOn(String interfaceName) {
    try {
      return sysctls.read(key(interfaceName)).filter(value -> !value.equals("0")).isPresent();
    } catch (LinuxException e) {
      return false;
    }
  }

  /**
   * @return false if there is no such interface
   */
  private boolean write(String interfaceName, String value) {
    try {
      sysctls.write(key(interfaceName), value);
      return true;
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return false;
      }
      throw new ParameterRefused(e);
    }
  }

  private static SysctlKey key(String interfaceName) {
    return SysctlKey.ofInterface(Family.INET, interfaceName, PARAMETER);
  }

  /** In a container {@code /proc/sys} can be read-only. */
  private static final class ParameterRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    ParameterRefused(LinuxException refusal) {
      super(refusal);
    }
  }

  /** Where the parameter cannot be set: adds again, in the same batch, what goes with a removal. */
  private static final class RestoredSecondaries {
    private final List<InterfaceAddress> present;
    private final List<AddressChange> batch = new ArrayList<>();
    private final List<Integer> origins = new ArrayList<>();

    RestoredSecondaries(List<InterfaceAddress> present) {
      this.present = new ArrayList<>(present);
    }

    BatchResult apply(List<AddressChange> changes, Addresses kernel) {
      for (int place = 0; place < changes.size(); place++) {
        AddressChange change = changes.get(place);
        add(change, place);
        if (canTakeOthersAlong(change)) {
          for (InterfaceAddress lost : takenAlong((AddressChange.Remove) change)) {
            add(new AddressChange.Add(lost), place);
          }
        }
      }
      BatchResult result = kernel.apply(batch);
      TreeMap<Integer, LinuxException> failures = new TreeMap<>();
      result
          .failures()
          .forEach((place, failure) -> {
            boolean isOriginal = place == 0 || !origins.get(place).equals(origins.get(place - 1));
            if (isOriginal || !failure.errno().equals(Errno.EEXIST)) {
              failures.putIfAbsent(origins.get(place), failure);
            }
          });
      return new BatchResult(changes.size(), failures);
    }

    private void add(AddressChange change, int origin) {
      batch.add(change);
      origins.add(origin);
    }

    /** The first of them is the first address of the network from now on. */
    private List<InterfaceAddress> takenAlong(AddressChange.Remove removal) {
      InterfaceAddress named =
          InterfaceAddress.of(removal.interfaceName(), removal.prefix()).withPeer(removal.peer());
      InterfaceAddress going =
          present.stream().filter(named::sameIdentity).findFirst().orElse(null);
      present.remove(going);
      if (going == null || going.isSecondary()) {
        return List.of();
      }
      List<InterfaceAddress> lost =
          present.stream()
              .filter(address -> address.isSecondary() && address.sharesNetwork(going))
              .toList();
      if (!lost.isEmpty()) {
        present.set(present.indexOf(lost.getFirst()), lost.getFirst().asPrimary());
      }
      return lost.stream().map(InterfaceAddress::asPrimary).toList();
    }
  }
}
