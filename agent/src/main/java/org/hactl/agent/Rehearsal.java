package org.hactl.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.hactl.agent.converge.HostKinds;
import org.hactl.agent.converge.ProgressRelay;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.helper.HelperServer;
import org.hactl.agent.serve.ApiServer;
import org.hactl.api.Protocol;
import org.hactl.api.Request;
import org.hactl.api.SiteKey;
import org.hactl.bfd.engine.BfdEngine;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteChange;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.netlink.NetlinkKernel;
import org.hactl.vrrp.engine.VrrpEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts an agent twice in a scratch folder and on a kernel in memory, so that the virtual machine
 * can record in its start-up cache what a start needs. It reads the interfaces and processes of the
 * real host, runs {@code /bin/true}, runs BFD with itself on the loopback, and connects to a closed
 * port there; it changes nothing.
 */
final class Rehearsal {
  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);

  /** No host has an interface of that name, so the engine stays in FAULT. */
  private static final String INTERFACE = "hactl-none";

  private static final InterfaceAddress ADDRESS =
      InterfaceAddress.of(INTERFACE, InetPrefix.parse("192.0.2.1/32"));
  private static final Route ROUTE =
      Route.unicast(InetPrefix.parse("192.0.2.0/24"), null, INTERFACE);

  /** What a master loads besides; in the rehearsal no router becomes master. */
  private static final List<String> MASTERS =
      List.of(
          "org.hactl.agent.AgentProcess",
          "org.hactl.agent.helper.HelperSysctls",
          "org.hactl.agent.log.EngineBreak",
          "org.hactl.agent.log.MemoryBreak",
          "org.hactl.linux.kernel.LinkState",
          "org.hactl.linux.netlink.IpvsCodec",
          "org.hactl.linux.netlink.IpvsDecoder",
          "org.hactl.linux.netlink.IpvsFamily",
          "org.hactl.linux.netlink.Modprobe",
          "org.hactl.linux.netlink.IpvsFingerprint",
          "org.hactl.linux.netlink.NetlinkEvents",
          "org.hactl.linux.netlink.NetlinkSubscription",
          "org.hactl.linux.socket.FrameSender",
          "org.hactl.linux.socket.IpReceiver",
          "org.hactl.linux.socket.IpSender",
          "org.hactl.linux.socket.RawSocketOptions",
          "org.hactl.linux.socket.SocketFilter",
          "org.hactl.linux.watch.Inotify",
          "org.hactl.vrrp.engine.LinuxVrrpNetwork$LinuxReceiver",
          "org.hactl.vrrp.engine.LinuxVrrpNetwork$LinuxSender",
          "org.hactl.vrrp.engine.SourceAddress",
          "org.hactl.vrrp.protocol.InetAddressOrder",
          "org.hactl.vrrp.wire.AddressList",
          "org.hactl.vrrp.wire.AdvertisementDecoder",
          "org.hactl.vrrp.wire.AdvertisementEncoder",
          "org.hactl.vrrp.wire.ArpRequestPacket",
          "org.hactl.vrrp.wire.InternetChecksum",
          "org.hactl.vrrp.wire.UnicastPeers");

  private static final ObjectMapper MAPPER = HostJson.mapper(Kinds.namedTypes());

  private final AgentOptions options;
  private final MemoryKernel kernel =
      new MemoryKernel().withLink(INTERFACE).withAddress(INTERFACE, "192.0.2.2/24");

  private Rehearsal(Path folder) {
    this.options =
        new AgentOptions(folder.resolve("state"), folder.resolve("run/agent.sock"), "info");
  }

  static void run() throws IOException {
    run(Files.createTempDirectory("hactl-rehearsal"));
  }

  /**
   * Loads what a take-over needs, in a process whose temporary folder may be read-only.
   *
   * @param parent of the scratch folder
   */
  static void warmUp(Path parent) throws IOException {
    run(Files.createTempDirectory(parent, "rehearsal"));
  }

  private static void run(Path folder) throws IOException {
    try {
      Rehearsal rehearsal = new Rehearsal(folder);
      rehearsal.live(
          Privileges.of(rehearsal.options, MAPPER),
          new Request.Hello(),
          new Request.HoldKey(SiteKey.of(1, new byte[SiteKey.BYTES])),
          new Request.Apply(new RehearsalState(INTERFACE, folder).get(), 60_000),
          new Request.Confirm(1));
      rehearsal.liveWithHelper(
          new Request.Status(true),
          new Request.Status(false),
          new Request.Drift(10),
          new Request.History(10));
      readKernel();
      loadMasters();
    } finally {
      delete(folder);
    }
  }

  private void liveWithHelper(Request... requests) throws IOException {
    Path socket = options.runFolder().resolve("helper.sock");
    AgentOptions engine =
        new AgentOptions(options.stateDir(), options.socket(), options.logLevel(), socket);
    try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(socket));
      HelperServer helper = HelperProcess.server(listening, options, MAPPER);
      Thread thread = Thread.ofPlatform().name("helper").start(() -> run(helper));
      try {
        Privileges privileges = Privileges.of(engine, MAPPER);
        log.atInfo()
            .addKeyValue("error", privileges.pipes().open(options.runFolder().resolve("p")).make())
            .log("rehearsed a request to the helper");
        live(privileges, requests);
      } finally {
        thread.interrupt();
      }
    }
  }

  private static void run(HelperServer helper) {
    try {
      helper.run();
    } catch (IOException e) {
      log.atInfo().addKeyValue("error", e.getMessage()).log("rehearsed without a helper");
    }
  }

  private void live(Privileges privileges, Request... requests) throws IOException {
    ProgressRelay relay = new ProgressRelay();
    HostKinds kinds = privileges.kinds(kernel, relay);
    Protocol protocol = new Protocol(MAPPER);
    ApiServer api = ApiServer.open(options.socket(), protocol);
    Path roles = options.runFolder().resolve("roles");
    Agent.HostSystem system =
        new Agent.HostSystem(
            kernel,
            kinds,
            listener -> VrrpEngine.start(listener, roles, false),
            BfdEngine::start,
            privileges.scripts(),
            privileges.pipes(),
            Clock.SYSTEM,
            BootMarker.isFirstSinceBoot(options.runFolder().resolve("boot")));
    try (Agent agent = new Agent(options, system, MAPPER, relay, api)) {
      agent.start();
      for (Request request : requests) {
        byte[] line = (protocol.write(request) + "\n").getBytes(StandardCharsets.UTF_8);
        Bridge.run(
            options.socket(), new ByteArrayInputStream(line), OutputStream.nullOutputStream());
      }
    }
  }

  /**
   * @throws IllegalStateException if a class of that name does not exist
   */
  static void loadMasters() {
    for (String name : MASTERS) {
      try {
        Class.forName(name, false, Rehearsal.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("the rehearsal loads a class that is gone: " + name, e);
      }
    }
  }

  private static void readKernel() {
    try (Kernel real = NetlinkKernel.open()) {
      log.atInfo()
          .addKeyValue("links", real.links().list().size())
          .addKeyValue("addresses", real.addresses().list().size())
          .addKeyValue("routes", real.routes().list().size())
          .addKeyValue("rules", real.rules().list().size())
          .log("rehearsed");
      // There is no such interface, so this only loads what a failover will need.
      var _ = real.addresses().apply(List.of(new AddressChange.Add(ADDRESS)));
      var _ = real.routes().apply(List.of(new RouteChange.Add(ROUTE)));
    } catch (RuntimeException e) {
      log.atInfo().addKeyValue("error", e.getMessage()).log("rehearsed without a kernel");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
