package org.hactl.module.link;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.Map;
import org.hactl.linux.kernel.LinkKind;
import org.hactl.linux.kernel.NewLink;
import org.hactl.linux.net.MacAddress;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.kernel.LinkId;
import org.jspecify.annotations.Nullable;

/**
 * An interface on top of another one. Its name is its identity. It is up, has its parent's MTU, and
 * has no IPv6 link-local address: two directors with the same virtual MAC address must not both
 * claim the address derived from it.
 *
 * @param type {@code macvlan}, {@code ipvlan} or {@code vlan}
 * @param parent the interface below it
 * @param mode of a macvlan {@code private}, {@code vepa} or {@code bridge}; of an ipvlan in L2 mode
 *     {@code bridge}, {@code private} or {@code vepa}; null for {@code bridge} and for a vlan
 * @param mac of a macvlan; null for the kernel's choice. Others have their parent's
 * @param vlanId of a vlan, 1 to 4094; null for the others
 */
public record LinkResource(
    String name,
    String type,
    String parent,
    @Nullable String mode,
    @Nullable String mac,
    @Nullable Integer vlanId)
    implements Resource {
  public static final String KIND = LinkId.KIND;

  private static final String BRIDGE = "bridge";
  private static final Map<String, LinkKind.MacvlanMode> MACVLAN_MODES =
      Map.of(
          BRIDGE,
          LinkKind.MacvlanMode.BRIDGE,
          "private",
          LinkKind.MacvlanMode.PRIVATE,
          "vepa",
          LinkKind.MacvlanMode.VEPA);
  private static final Map<String, LinkKind.IpvlanFlag> IPVLAN_FLAGS =
      Map.of(
          BRIDGE,
          LinkKind.IpvlanFlag.BRIDGE,
          "private",
          LinkKind.IpvlanFlag.PRIVATE,
          "vepa",
          LinkKind.IpvlanFlag.VEPA);

  /** {@code IFNAMSIZ} without the zero at the end. */
  private static final int MAX_NAME_LETTERS = 15;

  /**
   * @throws IllegalArgumentException if a part is not valid
   */
  public LinkResource {
    checkName(name);
    checkName(parent);
    if (name.equals(parent)) {
      throw new IllegalArgumentException("link " + name + ": it cannot be its own parent");
    }
    if (mac != null) {
      mac = MacAddress.parse(mac).toString();
    }
    var _ = kind(type, mode, vlanId);
    if (mac != null && !type.equals("macvlan")) {
      throw new IllegalArgumentException(
          "link %s: only a macvlan has a MAC address of its own".formatted(name));
    }
  }

  /**
   * A macvlan.
   *
   * @param mode {@code private}, {@code vepa} or {@code bridge}
   * @param mac null for the kernel's choice
   */
  public static LinkResource macvlan(
      String name, String parent, String mode, @Nullable String mac) {
    return new LinkResource(name, "macvlan", parent, mode, mac, null);
  }

  /**
   * An ipvlan of layer 2.
   *
   * @param flag {@code bridge}, {@code private} or {@code vepa}
   */
  public static LinkResource ipvlan(String name, String parent, String flag) {
    return new LinkResource(name, "ipvlan", parent, flag, null, null);
  }

  public static LinkResource vlan(String name, String parent, int vlanId) {
    return new LinkResource(name, "vlan", parent, null, null, vlanId);
  }

  private static void checkName(String name) {
    boolean sound =
        !name.isEmpty()
            && name.length() <= MAX_NAME_LETTERS
            && !List.of(".", "..").contains(name)
            && name.chars().noneMatch(c -> c == '/' || c == ':' || Character.isWhitespace(c));
    if (!sound) {
      throw new IllegalArgumentException(
          "'%s' is not an interface's name; it has 1 to %d letters, without '/', ':' and space"
              .formatted(name, MAX_NAME_LETTERS));
    }
  }

  private static LinkKind kind(String type, @Nullable String mode, @Nullable Integer vlanId) {
    return switch (type) {
      case "macvlan" -> new LinkKind.Macvlan(named("mode", mode, MACVLAN_MODES));
      case "ipvlan" -> new LinkKind.Ipvlan(named("flag", mode, IPVLAN_FLAGS));
      case "vlan" -> {
        if (vlanId == null) {
          throw new IllegalArgumentException("a vlan needs an id");
        }
        yield new LinkKind.Vlan(vlanId);
      }
      default ->
          throw new IllegalArgumentException(
              "'" + type + "' is not a type of link; use macvlan, ipvlan or vlan");
    };
  }

  private static <T> T named(String what, @Nullable String text, Map<String, T> names) {
    T value = names.get(requireNonNullElse(text, BRIDGE));
    if (value == null) {
      throw new IllegalArgumentException(
          "'%s' is not a %s; use bridge, private or vepa".formatted(text, what));
    }
    return value;
  }

  @Override
  public ResourceId id() {
    return id(name);
  }

  /** The identity of the link with that name. */
  static ResourceId id(String name) {
    return new LinkId(name).resourceId();
  }

  /** The link as the kernel is asked for it. */
  NewLink inKernel() {
    return new NewLink(
        name, parent, kind(type, mode, vlanId), mac == null ? null : MacAddress.parse(mac));
  }
}
