package org.hactl.linux.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hactl.linux.net.Family;

/**
 * Removes addresses and leaves all others in place. With the first IPv4 address of a network the
 * kernel also removes the other addresses of that network ({@link AddressFlag#SECONDARY}), unless
 * {@code promote_secondaries} is on. It is on for this interface while a removal lasts; so routes
 * with such an address as their source survive too. Safe for use from any thread.
 */
public final class PromotingAddresses implements Addresses {
  private final Addresses addresses;
  private final PromotedInterfaces promoted;

  /**
   * @param promoted shared by all that remove addresses of this kernel
   */
  public PromotingAddresses(Addresses addresses, PromotedInterfaces promoted) {
    this.addresses = addresses;
    this.promoted = promoted;
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
        if (promoted.turnOn(name)) {
          turnedOn.add(name);
        }
      }
      return addresses.apply(changes);
    } catch (PromotedInterfaces.ParameterRefused e) {
      return new RestoredSecondaries(addresses.list()).apply(changes, addresses);
    } finally {
      turnedOn.forEach(promoted::turnOff);
    }
  }

  /** An address with a full-length prefix has no network to share, unless it has a peer. */
  private static boolean canTakeOthersAlong(AddressChange change) {
    return change instanceof AddressChange.Remove removal
        && removal.prefix().family() == Family.INET
        && (removal.prefix().length() < Family.INET.addressBits() || removal.peer() != null);
  }

  /**
   * If the parameter cannot be set: adds again, in the same batch, the addresses that the kernel
   * removes together with a removed one.
   */
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

    /**
     * The addresses that the kernel removes with this one. The first of the list is the first
     * address of its network from now on.
     */
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
