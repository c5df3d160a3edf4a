package org.hactl.control;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hactl.api.ChangeView;
import org.hactl.api.RealServerView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.ServiceView;
import org.hactl.control.host.HostTarget;
import org.hactl.control.host.LinkOpener;
import org.hactl.control.image.RuntimeImages;
import org.hactl.control.image.RuntimeRecipe;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.hactl.ssh.SshEndpoint;
import org.hactl.ssh.SshException;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Hosts whose agents answer what a test says, and the applier that brings a site to them. */
abstract class TestFleet {
  static final ChangeView CHANGE =
      new ChangeView(
          new ResourceId("sysctl", "net.ipv4.ip_forward"),
          Action.UPDATE,
          List.of(new FieldChange("value", "0", "1")));

  @TempDir Path folder;
  final Map<String, FakeAgent> hosts = new LinkedHashMap<>();
  final List<String> applied = Collections.synchronizedList(new ArrayList<>());
  final List<HostEvent> events = Collections.synchronizedList(new ArrayList<>());
  final Set<String> broken = new HashSet<>();
  RuntimeImages images;
  String digest = "";

  @BeforeEach
  void image() throws Exception {
    Path jdk = Path.of(System.getProperty("java.home"));
    Files.createDirectories(folder.resolve("agent"));
    Files.createDirectories(folder.resolve("cache"));
    Path jar = Files.writeString(folder.resolve("agent/a.jar"), "no real jar");
    digest = RuntimeRecipe.digest(jdk, List.of(jar));
    // An image that is in the cache is not made again.
    Files.writeString(folder.resolve("cache").resolve(digest + ".tar.gz"), "no real image");
    images = new RuntimeImages(folder, folder.resolve("cache"), jdk);
  }

  List<Reply> answer(String host, Request request) {
    return switch (request) {
      case Request.Hello _ -> List.of(hello());
      case Request.Lock _, Request.Unlock _, Request.Extend _ -> List.of(new Reply.Done());
      case Request.Plan _ -> List.of(new Reply.Plan(List.of(CHANGE), List.of(), false));
      case Request.Apply _ -> {
        applied.add(host);
        yield List.of(
            new Reply.Progress("applied", CHANGE, true),
            new Reply.Applied(4, true, 6, List.of(CHANGE), List.of(), false));
      }
      case Request.Confirm _ -> List.of(hello());
      default -> List.of(new Reply.Failed("unknown", "not in this test"));
    };
  }

  List<Reply> planning(String host, Request request, List<ChangeView> changes) {
    return request instanceof Request.Plan
        ? List.of(new Reply.Plan(changes, List.of(), false))
        : answer(host, request);
  }

  Reply.Hello hello() {
    return new Reply.Hello(1, "0.1.0", digest, 3, "d", 0);
  }

  void host(String name, Function<Request, List<Reply>> answers) {
    hosts.put(name, new FakeAgent(FakeAgent.probeText(digest), answers));
  }

  FakeAgent agent(String name) {
    return Objects.requireNonNull(hosts.get(name));
  }

  Applier applier() {
    return new Applier(fleet(), events::add);
  }

  /** An applier that gives the hosts a version of the site. */
  Applier applier(VersionToApply version) {
    return new Applier(fleet(), events::add, null, version);
  }

  Fleet fleet() {
    Map<String, HostTarget> targets = new LinkedHashMap<>();
    for (String name : List.of("lvs1", "lvs2", "web1", "web2", "web3", "client")) {
      SshEndpoint endpoint = new SshEndpoint(name, 22, Optional.of("root"), Optional.empty());
      targets.put(name, new HostTarget(name, Optional.of(endpoint), false));
    }
    LinkOpener opener =
        target -> {
          if (broken.contains(target.host())) {
            throw new IllegalArgumentException("no such thing");
          }
          FakeAgent agent = hosts.get(target.host());
          if (agent == null) {
            throw new SshException(
                SshException.Failure.REFUSED,
                "ssh root@%s:22: connection refused".formatted(target.host()),
                "start sshd",
                null);
          }
          return agent;
        };
    return new Fleet(targets, opener, images, FakeAgent.PROTOCOL, 10, Duration.ofSeconds(60));
  }

  static Map<String, HostState> states() {
    Map<String, HostState> states = new LinkedHashMap<>();
    states.put("lvs1", director("lvs1"));
    states.put("web1", realServer("web1"));
    return states;
  }

  static HostState realServer(String host) {
    return HostState.builder("shop", host)
        .resources(List.of(new org.hactl.module.packages.PackageResource("nginx-light")))
        .build();
  }

  /** A director that sends to these addresses. */
  List<Reply> director(Request request, List<String> addresses) {
    if (!(request instanceof Request.Status)) {
      return answer("lvs1", request);
    }
    List<RealServerView> servers =
        addresses.stream()
            .map(address ->
                RealServerView.builder(address, address, 80)
                    .weight(1)
                    .health(RealServerView.Health.UNCHECKED, 0, "")
                    .connections(0L, 0L)
                    .build())
            .toList();
    ServiceView web = new ServiceView("web", "192.0.2.9:80/tcp", "rr", "dr", servers);
    return List.of(new Reply.Status(Statuses.ofServices("lvs1", List.of(web))));
  }

  static HostState director(String host) {
    VirtualRouterSpec router =
        VirtualRouterSpec.of(
            "VI_1",
            2,
            51,
            "eth0",
            100,
            1000,
            true,
            0,
            Authentication.none(),
            List.of("192.168.0.254/32"),
            GratuitousArp.DEFAULT);
    return HostState.builder("shop", host).virtualRouters(List.of(router)).build();
  }
}
