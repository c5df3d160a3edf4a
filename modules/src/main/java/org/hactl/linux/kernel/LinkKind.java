package org.hactl.linux.kernel;

/** The kind of a virtual link, which is on top of another link. */
public sealed interface LinkKind {
  /** The kernel's name: {@code macvlan}. */
  String text();

  /** A link with its own MAC address. */
  record Macvlan(MacvlanMode mode) implements LinkKind {
    @Override
    public String text() {
      return "macvlan";
    }
  }

  /** A link of layer 2 with its parent's MAC address. */
  record Ipvlan(IpvlanFlag flag) implements LinkKind {
    @Override
    public String text() {
      return "ipvlan";
    }
  }

  /** A VLAN of IEEE 802.1Q. */
  record Vlan(int id) implements LinkKind {
    public Vlan {
      if (id < 1 || id > 4094) {
        throw new IllegalArgumentException("VLAN " + id + " is not between 1 and 4094");
      }
    }

    @Override
    public String text() {
      return "vlan";
    }
  }

  /** Any other kind, or one of the kinds above in an unknown mode. */
  record Other(String text) implements LinkKind {}

  /** {@code MACVLAN_MODE_*}: whether links on one parent can reach each other. */
  enum MacvlanMode {
    PRIVATE(1),
    VEPA(2),
    BRIDGE(4);

    private final int value;

    MacvlanMode(int value) {
      this.value = value;
    }

    public int value() {
      return value;
    }
  }

  /** {@code IPVLAN_F_*}. */
  enum IpvlanFlag {
    BRIDGE(0),
    PRIVATE(1),
    VEPA(2);

    private final int value;

    IpvlanFlag(int value) {
      this.value = value;
    }

    public int value() {
      return value;
    }
  }
}
