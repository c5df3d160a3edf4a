package org.hactl.module.ipvs;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hactl.linux.kernel.ipvs.IpvsServiceFlag;

/** The flags of a virtual service by ipvsadm's names. */
final class IpvsFlags {
  private static final Map<String, IpvsServiceFlag> NAMES =
      new TreeMap<>(
          Map.of(
              "ops", IpvsServiceFlag.ONE_PACKET,
              "flag-1", IpvsServiceFlag.SCHEDULER_1,
              "flag-2", IpvsServiceFlag.SCHEDULER_2,
              "flag-3", IpvsServiceFlag.SCHEDULER_3,
              "sh-fallback", IpvsServiceFlag.SCHEDULER_1,
              "sh-port", IpvsServiceFlag.SCHEDULER_2,
              "mh-fallback", IpvsServiceFlag.SCHEDULER_1,
              "mh-port", IpvsServiceFlag.SCHEDULER_2));

  private IpvsFlags() {}

  /**
   * @throws IllegalArgumentException if a name is unknown
   */
  static Set<IpvsServiceFlag> parse(List<String> names) {
    Set<IpvsServiceFlag> flags = EnumSet.noneOf(IpvsServiceFlag.class);
    for (String name : names) {
      IpvsServiceFlag flag = NAMES.get(name);
      if (flag == null) {
        throw new IllegalArgumentException(
            "'%s' is not a flag of a virtual service; use one of %s"
                .formatted(name, String.join(", ", NAMES.keySet())));
      }
      flags.add(flag);
    }
    return flags;
  }

  /**
   * The flags as ipvsadm shows them, by this scheduler's own names if it has names for them; empty
   * if there are no flags.
   */
  static String text(Set<IpvsServiceFlag> flags, String scheduler) {
    boolean named = scheduler.equals("sh") || scheduler.equals("mh");
    List<String> words =
        EnumSet.allOf(IpvsServiceFlag.class).stream()
            .filter(flags::contains)
            .map(flag ->
                switch (flag) {
                  case ONE_PACKET -> "ops";
                  case SCHEDULER_1 -> named ? scheduler + "-fallback" : "flag-1";
                  case SCHEDULER_2 -> named ? scheduler + "-port" : "flag-2";
                  case SCHEDULER_3 -> "flag-3";
                })
            .toList();
    return String.join(",", words);
  }
}
