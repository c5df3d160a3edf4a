package org.hactl.module.address;

import org.hactl.linux.Family;
import org.hactl.linux.InetPrefix;
import org.hactl.linux.Scope;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * An address of an interface. Interface and address are its identity.
 *
 * @param address {@code ADDRESS/PREFIX}, kept in canonical form; without a prefix the address alone
 * @param label IPv4 only: the interface's name with {@code :suffix}; null for none
 * @param scope {@code global}, {@code link}, {@code host} …; null for global. IPv6 knows it from
 *     the address
 */
public record AddressResource(
    String interfaceName, String address, @Nullable String label, @Nullable String scope)
    implements Resource {
  public static final String KIND = "address";

  /** {@code IFNAMSIZ} without the zero at the end. */
  private static final int LABEL_LENGTH = 15;

  /**
   * @throws IllegalArgumentException if the address, the label or the scope cannot be one
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
  }

  public static AddressResource of(String interfaceName, String address) {
    return new AddressResource(interfaceName, address, null, null);
  }

  private static void checkLabel(String label, String interfaceName, InetPrefix prefix) {
    if (prefix.family() != Family.INET) {
      throw new IllegalArgumentException(prefix + ": only IPv4 addresses have a label");
    }
    if (!label.startsWith(interfaceName) || label.length() > LABEL_LENGTH) {
      throw new IllegalArgumentException(
          "label '%s': it begins with the interface's name, as in %s:vip, and has at most %d letters"
              .formatted(label, interfaceName, LABEL_LENGTH));
    }
  }

  @Override
  public ResourceId id() {
    return id(interfaceName, prefix());
  }

  static ResourceId id(String interfaceName, InetPrefix prefix) {
    return new ResourceId(KIND, interfaceName + " " + prefix);
  }

  InetPrefix prefix() {
    return InetPrefix.parse(address);
  }

  Scope wantedScope() {
    return scope == null ? Scope.GLOBAL : Scope.parse(scope);
  }

  /** The kernel labels an IPv4 address with its interface's name where nobody says otherwise. */
  String wantedLabel() {
    return label == null && prefix().family() == Family.INET ? interfaceName : orEmpty(label);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
