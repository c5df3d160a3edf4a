package org.hactl.site.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The schedulers of IPVS, by the kernel's names, with the flags of each. */
public enum Scheduler {
  RR("round robin"),
  WRR("weighted round robin"),
  LC("least connections"),
  WLC("weighted least connections"),
  LBLC("locality-based least connections"),
  LBLCR("locality-based least connections with replication"),
  DH("destination hash"),
  SH("source hash"),
  SED("shortest expected delay"),
  NQ("never queue"),
  FO("weighted fail-over"),
  OVF("weighted overflow"),
  MH("Maglev hash"),
  TWOS("power of twos choice");

  private final String meaning;

  Scheduler(String meaning) {
    this.meaning = meaning;
  }

  /** The name as IPVS knows it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the letters stand for. */
  public String meaning() {
    return meaning;
  }

  /** The flags that this scheduler understands, by ipvsadm's names. */
  public List<String> flags() {
    return switch (this) {
      case SH -> List.of("sh-fallback", "sh-port");
      case MH -> List.of("mh-fallback", "mh-port");
      default -> List.of();
    };
  }

  public static List<String> allFlags() {
    return Arrays.stream(values()).flatMap(s -> s.flags().stream()).toList();
  }
}
