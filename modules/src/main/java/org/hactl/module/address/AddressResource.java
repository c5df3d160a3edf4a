package org.hactl.module.address;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.InetAddress;
import java.util.List;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.Scope;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * An address of an interface. Interface and address are its identity. Its valid lifetime is
 * unlimited: its expiry would only be drift.
 *
 * @param address {@code ADDRESS/PREFIX}, kept in canonical form; {@code ADDRESS} alone means /32 or
 *     /128
 * @param label IPv4 only: the interface's name with {@code :suffix}; null for none
 * @param scope {@code global}, {@code link}, {@code host} …; null for global. IPv6 derives it from
 *     the address
 * @param broadcast IPv4 only; {@code +} for the last address of the network; null for none
 * @param peer the other end of a point-to-point link; {@code address} then has its prefix length;
 *     null for none
 * @param flags by iproute2's names: {@code noprefixroute}, {@code autojoin}, and of IPv6 {@code
 *     home}, {@code mngtmpaddr} and {@code dad}, which asks for duplicate address detection.
 *     Without {@code dad} an IPv6 address is used at once, since a VIP that moves was on another
 *     host a moment ago
 * @param preferredSeconds the time after which the kernel no longer chooses the address as a
 *     source; null for never, 0 for at once
 */
public record AddressResource(
    String interfaceName,
    String address,
    @Nullable String label,
    @Nullable String scope,
    @Nullable String broadcast,
    @Nullable String peer,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> flags,
    @Nullable Long preferredSeconds)
    implements Resource {
  public static final String KIND = "address";

  /** {@code IFNAMSIZ} without the zero at the end. */
  private static final int MAX_LABEL_LETTERS = 15;

  private static final int MAX_PREFERRED_SECONDS = Integer.MAX_VALUE;

  /**
   * @throws IllegalArgumentException if a part is not valid
   */
  public AddressResource {
    if (interfaceName.isBlank() || interfaceName.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("'" + interfaceName + "' is not an interface's name");
    }
    InetPrefix prefix = InetPrefix.parse(address);
    address = prefix.toString();
    if (label != null) {
      checkLabel(label, interfaceName, prefix);
    }
    if (scope != null) {
      scope = Scope.parse(scope).toString();
    }
    if (broadcast != null) {
      broadcast = broadcast(broadcast, prefix);
    }
    if (peer != null) {
      peer = sameFamily("peer", peer, prefix);
    }
    // The journal of an older agent has no flags.
    flags = AddressFlags.checked(requireNonNullElse(flags, List.of()), prefix);
    if (preferredSeconds != null
        && (preferredSeconds < 0 || preferredSeconds > MAX_PREFERRED_SECONDS)) {
      throw new IllegalArgumentException(
          "preferred lifetime of %d s is not between 0 and %d"
              .formatted(preferredSeconds, MAX_PREFERRED_SECONDS));
    }
  }

  public static AddressResource of(String interfaceName, String address) {
    return of(interfaceName, address, null, null);
  }

  public static AddressResource of(
      String interfaceName, String address, @Nullable String label, @Nullable String scope) {
    return new AddressResource(interfaceName, address, label, scope, null, null, List.of(), null);
  }

  public AddressResource withBroadcast(@Nullable String changed) {
    return new AddressResource(
        interfaceName, address, label, scope, changed, peer, flags, preferredSeconds);
  }

  public AddressResource withPeer(@Nullable String changed) {
    return new AddressResource(
        interfaceName, address, label, scope, broadcast, changed, flags, preferredSeconds);
  }

  public AddressResource withFlags(List<String> changed) {
    return new AddressResource(
        interfaceName, address, label, scope, broadcast, peer, changed, preferredSeconds);
  }

  public AddressResource withPreferredSeconds(@Nullable Long changed) {
    return new AddressResource(
        interfaceName, address, label, scope, broadcast, peer, flags, changed);
  }

  private static void checkLabel(String label, String interfaceName, InetPrefix prefix) {
    if (prefix.family() != Family.INET) {
      throw new IllegalArgumentException(prefix + ": only IPv4 addresses have a label");
    }
    if (!label.startsWith(interfaceName) || label.length() > MAX_LABEL_LETTERS) {
      throw new IllegalArgumentException(
          "label '%s': it begins with the interface's name, as in %s:vip, and has at most %d letters"
              .formatted(label, interfaceName, MAX_LABEL_LETTERS));
    }
  }

  private static String broadcast(String text, InetPrefix prefix) {
    if (prefix.family() != Family.INET) {
      throw new IllegalArgumentException(prefix + ": only IPv4 addresses have a broadcast address");
    }
    if (!text.equals("+")) {
      return sameFamily("broadcast", text, prefix);
    }
    byte[] bytes = prefix.address().getAddress();
    for (int bit = prefix.length(); bit < bytes.length * Byte.SIZE; bit++) {
      bytes[bit / Byte.SIZE] |= (byte) (0x80 >> (bit % Byte.SIZE));
    }
    return InetAddresses.format(InetAddresses.of(bytes));
  }

  private static String sameFamily(String what, String text, InetPrefix prefix) {
    InetAddress parsed = InetAddresses.parse(text);
    if (Family.of(parsed) != prefix.family()) {
      throw new IllegalArgumentException(
          "%s: its %s %s is of the other address family".formatted(prefix, what, text));
    }
    return InetAddresses.format(parsed);
  }

  @Override
  public ResourceId id() {
    // The address is in canonical form already, so it is not parsed again.
    return new ResourceId(KIND, interfaceName + " " + address);
  }

  /** The identity of an address on an interface. */
  public static ResourceId id(String interfaceName, InetPrefix prefix) {
    return new AddressId(interfaceName, prefix).resourceId();
  }

  InetPrefix prefix() {
    return InetPrefix.parse(address);
  }

  /** The address as the kernel will list it. The kernel always gives an IPv4 address a label. */
  public InterfaceAddress inKernel() {
    InetPrefix prefix = prefix();
    InterfaceAddress wanted =
        InterfaceAddress.of(interfaceName, prefix)
            .withScope(scope == null ? Scope.GLOBAL : Scope.parse(scope))
            .withFlags(AddressFlags.inKernel(flags, prefix.family()))
            .withPeer(parse(peer))
            .withBroadcast(parse(broadcast))
            .withPreferredSeconds(preferredSeconds)
            .toBuilder()
            .protocol(RouteProtocol.HACTL.value())
            .build();
    return prefix.family() == Family.INET
        ? wanted.withLabel(label == null ? interfaceName : label)
        : wanted;
  }

  private static @Nullable InetAddress parse(@Nullable String text) {
    return text == null ? null : InetAddresses.parse(text);
  }
}
