package org.hactl.module.link;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.hactl.linux.kernel.LinkKind;
import org.hactl.module.FieldChange;
import org.jspecify.annotations.Nullable;

/** Text forms of links, for a plan. */
final class LinkText {
  private LinkText() {}

  static String of(LinkResource link) {
    String mac = link.mac() == null ? "" : " with " + link.mac();
    return of(link.inKernel().kind()) + " on " + link.parent() + mac;
  }

  static String of(@Nullable LinkKind kind) {
    return switch (kind) {
      case null -> "no virtual link";
      case LinkKind.Macvlan(LinkKind.MacvlanMode mode) -> "macvlan " + lower(mode);
      case LinkKind.Ipvlan(LinkKind.IpvlanFlag flag) -> "ipvlan l2 " + lower(flag);
      case LinkKind.Vlan(int id) -> "vlan " + id;
      case LinkKind.Other(String text) -> text;
    };
  }

  static String of(List<FieldChange> fields) {
    return fields.stream()
        .map(field -> field.field() + " " + field.from() + " instead of " + field.to())
        .collect(Collectors.joining(", "));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
