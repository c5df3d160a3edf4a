package org.hactl.module.address;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hactl.linux.kernel.AddressFlag;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;

/** The flags that a site can give an address, by iproute2's names. Pure. */
final class AddressFlags {
  /** Asks for duplicate address detection. In the kernel this is the absence of a flag. */
  private static final String DAD = "dad";

  /** The result of duplicate address detection; a site cannot set it. */
  private static final String DADFAILED = "dadfailed";

  /**
   * The kernel ({@code inet6_addr_modify}) cannot remove this flag from an address, and joins no
   * group when the flag is set later.
   */
  private static final String AUTOJOIN = "autojoin";

  private static final String MNGTMPADDR = "mngtmpaddr";

  /** The kernel accepts no other length (RFC 8981 section 3.3.1). */
  private static final int MNGTMPADDR_PREFIX_LENGTH = 64;

  private static final Map<String, AddressFlag> NAMES =
      new TreeMap<>(
          Map.of(
              AUTOJOIN,
              AddressFlag.MCAUTOJOIN,
              "home",
              AddressFlag.HOMEADDRESS,
              MNGTMPADDR,
              AddressFlag.MANAGETEMPADDR,
              "noprefixroute",
              AddressFlag.NOPREFIXROUTE));

  private static final Set<String> INET6_ONLY = Set.of(DAD, "home", MNGTMPADDR);

  private AddressFlags() {}

  /**
   * The flags sorted, without duplicates.
   *
   * @throws IllegalArgumentException if a flag does not exist, or is not for this address
   */
  static List<String> checked(List<String> flags, InetPrefix prefix) {
    Family family = prefix.family();
    for (String flag : flags) {
      if (!NAMES.containsKey(flag) && !flag.equals(DAD)) {
        throw new IllegalArgumentException(
            "'%s' is not a flag of an address; the flags are dad, %s"
                .formatted(flag, String.join(", ", NAMES.keySet())));
      }
      if (family == Family.INET && INET6_ONLY.contains(flag)) {
        throw new IllegalArgumentException("only IPv6 addresses have the flag '" + flag + "'");
      }
    }
    if (flags.contains(MNGTMPADDR) && prefix.length() != MNGTMPADDR_PREFIX_LENGTH) {
      throw new IllegalArgumentException(
          "the flag '%s' needs an address with the prefix length /%d; %s has another one"
              .formatted(MNGTMPADDR, MNGTMPADDR_PREFIX_LENGTH, prefix));
    }
    return flags.stream().distinct().sorted().toList();
  }

  static Set<AddressFlag> inKernel(List<String> flags, Family family) {
    Set<AddressFlag> bits = EnumSet.noneOf(AddressFlag.class);
    NAMES.forEach((name, bit) -> {
      if (flags.contains(name)) {
        bits.add(bit);
      }
    });
    if (family == Family.INET6 && !flags.contains(DAD)) {
      bits.add(AddressFlag.NODAD);
    }
    return bits;
  }

  /** Whether duplicate address detection found the address on another host. */
  static boolean isFailed(Set<AddressFlag> bits) {
    return bits.contains(AddressFlag.DADFAILED);
  }

  static boolean asksFirst(List<String> flags) {
    return flags.contains(DAD);
  }

  /** Whether the flags of an existing IPv6 address can be changed. */
  static boolean isChangeable(List<String> from, List<String> to) {
    return from.contains(AUTOJOIN) == to.contains(AUTOJOIN) && !from.contains(DADFAILED);
  }

  static List<String> words(Set<AddressFlag> bits, Family family) {
    List<String> words = new ArrayList<>();
    if (family == Family.INET6 && !bits.contains(AddressFlag.NODAD)) {
      words.add(DAD);
    }
    if (isFailed(bits)) {
      words.add(DADFAILED);
    }
    NAMES.forEach((name, bit) -> {
      if (bits.contains(bit)) {
        words.add(name);
      }
    });
    return words.stream().sorted().toList();
  }
}
