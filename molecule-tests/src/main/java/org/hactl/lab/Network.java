package org.hactl.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The lab's switch: a bridge in the control node's network namespace. */
final class Network {
  private static final String BRIDGE = "eth0"; // the bridge is the control node's interface
  private final String lab;
  private final String namespace;

  Network(String lab) {
    this.lab = lab;
    this.namespace = LabNames.namespace(lab);
  }

  String namespace() {
    return namespace;
  }

  void create(String controlAddress, int prefixLength) {
    ip("making the network namespace " + namespace, "netns", "add", namespace);
    inside("bringing lo up", "link", "set", "lo", "up");
    // Without snooping the bridge floods multicast, as a plain switch does: VRRP needs it.
    inside(
        "making the bridge",
        "link",
        "add",
        BRIDGE,
        "type",
        "bridge",
        "mcast_snooping",
        "0",
        "forward_delay",
        "0");
    inside(
        "giving the control node its address",
        "addr",
        "add",
        controlAddress + "/" + prefixLength,
        "brd",
        "+",
        "dev",
        BRIDGE);
    inside("bringing the bridge up", "link", "set", BRIDGE, "up");
  }

  /** A tap port for a guest; without offloads, so that its frames are as on a real cable. */
  void addTap(String port) {
    LocalProgram.of("ip", "netns", "exec", namespace, "ip", "tuntap", "add", port, "mode", "tap")
        .check("making the tap device " + port + " (is /dev/net/tun there?)");
    LocalProgram.of(
            "ip", "netns", "exec", namespace, "ethtool", "-K", port, "tso", "off", "gso", "off",
            "tx", "off")
        .check("switching off offloads of " + port);
    plugIn(port);
  }

  /** A port whose other end is {@code eth0} of a host's namespace. */
  void addVeth(String port, String hostNamespace) {
    inside(
        "making the cable " + port,
        "link",
        "add",
        port,
        "type",
        "veth",
        "peer",
        "name",
        "eth0",
        "netns",
        hostNamespace);
    plugIn(port);
  }

  void removePort(String port) {
    LocalProgram.of("ip", "-n", namespace, "link", "del", port).run();
  }

  void plugIn(String port) {
    inside("plugging " + port + " in", "link", "set", port, "master", BRIDGE, "up");
  }

  void cut(String port, Cut how) {
    switch (how) {
      case SILENT -> inside("cutting " + port, "link", "set", port, "nomaster");
      case CARRIER -> inside("cutting " + port, "link", "set", port, "down");
    }
  }

  /** Ports that carry frames. */
  Set<String> connected() {
    ExecResult links = LocalProgram.of("ip", "-j", "-n", namespace, "link", "show").run();
    Set<String> ports = new HashSet<>();
    if (!links.ok()) {
      return ports;
    }
    try {
      for (JsonNode link : new ObjectMapper().readTree(links.out())) {
        boolean up = link.path("flags").valueStream().anyMatch(f -> f.asText().equals("UP"));
        if (up && link.path("master").asText().equals(BRIDGE)) {
          ports.add(link.path("ifname").asText());
        }
      }
    } catch (JsonProcessingException e) {
      throw new LabException("cannot read what 'ip -j link' says", e);
    }
    return ports;
  }

  /** Network namespaces of a lab that exist. */
  static List<String> namespaces(String lab) {
    return LocalProgram.of("ip", "netns", "list")
        .check("listing network namespaces")
        .out()
        .lines()
        .map(line -> line.split(" ", 2)[0])
        .filter(name -> LabNames.belongsTo(name, lab))
        .toList();
  }

  /** Kills every process in the lab's namespaces and removes the namespaces with their devices. */
  void destroy() {
    for (String each : namespaces(lab)) {
      destroyNamespace(each);
    }
  }

  static void destroyNamespace(String name) {
    LabProcesses.killNamespace(name);
    LocalProgram.of("ip", "netns", "del", name).check("removing the network namespace " + name);
  }

  private void inside(String doing, String... words) {
    List<String> argv = new java.util.ArrayList<>(List.of("ip", "-n", namespace));
    argv.addAll(List.of(words));
    LocalProgram.of(argv).timeout(Duration.ofSeconds(20)).check(doing);
  }

  private static void ip(String doing, String... words) {
    List<String> argv = new java.util.ArrayList<>(List.of("ip"));
    argv.addAll(List.of(words));
    LocalProgram.of(argv).check(doing);
  }
}
