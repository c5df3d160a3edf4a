package org.hactl.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.hactl.agent.converge.FakeHost;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.Resource;
import org.hactl.module.sysctl.SysctlResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The whole agent on a kernel in memory. Tests send it requests over its socket. */
abstract class RunningAgent {
  static final InetPrefix VIP = InetPrefix.parse("192.168.0.254/24");

  @TempDir Path folder;
  FakeHost host;
  AgentClient agent;

  @BeforeEach
  void begin() throws IOException {
    host = new FakeHost(folder);
    host.start();
    agent = host.client;
  }

  @AfterEach
  void end() {
    host.close();
  }

  static HostState director() {
    return director("eth0");
  }

  static HostState director(String interfaceName) {
    VirtualRouterSpec router = TestRouters.router("VI_1", interfaceName, VIP.toString());
    VirtualServiceSpec service =
        VirtualServiceSpec.builder("web", "192.168.0.254", 80)
            .virtualRouter("VI_1")
            .scheduler("rr")
            .realServers(
                List.of(
                    new RealServerSpec("web1", "192.168.0.18", 80, 1),
                    new RealServerSpec("web2", "192.168.0.20", 80, 1)))
            .build();
    return state(List.of(router), List.of(service), new SysctlResource("net.ipv4.ip_forward", "1"));
  }

  static HostState state(
      List<VirtualRouterSpec> routers, List<VirtualServiceSpec> services, Resource... resources) {
    return HostState.builder("shop", "lvs1")
        .resources(List.of(resources))
        .virtualRouters(routers)
        .virtualServices(services)
        .build();
  }
}
