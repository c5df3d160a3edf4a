package org.hactl.module.sync;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hactl.linux.kernel.ipvs.IpvsSyncDaemon;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.FieldChange;
import org.jspecify.annotations.Nullable;

/** The settings of a thread as text, for a diff and for the ownership journal. Pure. */
final class SyncFields {
  private static final String INTERFACE = "interface";
  private static final String ID = "id";
  private static final String GROUP = "group";
  private static final String PORT = "port";
  private static final String TTL = "ttl";
  private static final String MAX_LENGTH = "max_length";

  private SyncFields() {}

  static Map<String, String> of(IpvsSyncDaemon daemon) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(INTERFACE, daemon.interfaceName());
    fields.put(ID, Integer.toString(daemon.id()));
    fields.put(GROUP, InetAddresses.format(daemon.group()));
    fields.put(PORT, Integer.toString(daemon.port()));
    fields.put(TTL, Integer.toString(daemon.ttl()));
    fields.put(MAX_LENGTH, Integer.toString(daemon.maxLength()));
    return fields;
  }

  /** The thread that {@link #of} has described. */
  static IpvsSyncDaemon parse(IpvsSyncDaemon.Role role, Map<String, String> fields) {
    return new IpvsSyncDaemon(
        role,
        fields.getOrDefault(INTERFACE, ""),
        number(fields, ID),
        InetAddresses.parse(fields.getOrDefault(GROUP, "")),
        number(fields, PORT),
        number(fields, TTL),
        number(fields, MAX_LENGTH));
  }

  private static int number(Map<String, String> fields, String name) {
    return Integer.parseInt(fields.getOrDefault(name, "0"));
  }

  /**
   * What differs. A length that is not wanted fits any: the kernel takes what fits the interface.
   *
   * @param now null if no thread of this role runs
   */
  static List<FieldChange> between(@Nullable IpvsSyncDaemon now, IpvsSyncDaemon wanted) {
    return all(now, wanted).stream()
        .filter(each -> !Objects.equals(each.from(), each.to()))
        .filter(each -> !each.field().equals(MAX_LENGTH) || wanted.maxLength() > 0)
        .toList();
  }

  /**
   * All settings, before and after.
   *
   * @param now null if no thread of this role runs
   * @param next null if none runs afterwards
   */
  static List<FieldChange> all(@Nullable IpvsSyncDaemon now, @Nullable IpvsSyncDaemon next) {
    Map<String, String> from = now == null ? Map.of() : of(now);
    Map<String, String> to = next == null ? Map.of() : of(next);
    return (next == null ? from : to)
        .keySet().stream()
            .map(name -> new FieldChange(name, from.get(name), to.get(name)))
            .toList();
  }

  /** The thread after these changes of {@link #all}; empty if none runs. */
  static Optional<IpvsSyncDaemon> after(IpvsSyncDaemon.Role role, List<FieldChange> changes) {
    Map<String, String> fields = new HashMap<>();
    for (FieldChange change : changes) {
      String to = change.to();
      if (to != null) {
        fields.put(change.field(), to);
      }
    }
    return fields.isEmpty() ? Optional.empty() : Optional.of(parse(role, fields));
  }
}
