package org.hactl.agent.converge.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.hactl.api.ChangeView;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.Kinds;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.module.Resource;
import org.hactl.module.file.FileContent;
import org.hactl.module.file.FileResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.junit.jupiter.api.Test;

class GenerationDiffTest {
  private static final HostState NOTHING = HostState.empty("shop", "lvs1");

  private final GenerationDiff diff = new GenerationDiff(HostJson.mapper(Kinds.namedTypes()));

  @Test
  void equalStatesDoNotDiffer() {
    HostState state = state(new SysctlResource("net.ipv4.ip_forward", "1"), file("hello", false));
    assertThat(diff.of(state, state)).isEmpty();
    assertThat(diff.of(NOTHING, NOTHING)).isEmpty();
  }

  @Test
  void resourcesAreComparedByTheirIdentity() {
    assertThat(
            texts(
                state(new SysctlResource("net.core.a", "1"), new SysctlResource("net.core.b", "1")),
                state(
                    new SysctlResource("net.core.b", "2"), new SysctlResource("net.core.c", "3"))))
        .containsExactly(
            "DELETE sysctl[net.core.a]: value 1 -> null",
            "UPDATE sysctl[net.core.b]: value 1 -> 2",
            "CREATE sysctl[net.core.c]: value null -> 3");
  }

  @Test
  void aSecretIsInNoDifference() {
    HostState before =
        state(file("hunter2", true)).toBuilder().virtualRouters(router("old")).build();
    HostState after =
        state(file("letmein", false)).toBuilder().virtualRouters(router("new")).build();
    for (List<ChangeView> changes :
        List.of(
            diff.of(before, after),
            diff.of(after, before),
            diff.of(NOTHING, before),
            diff.of(before, NOTHING))) {
      assertThat(changes).extracting(change -> change.id().kind()).contains("file", "vrrp");
      assertThat(changes.toString()).doesNotContain("hunter2", "pwold", "pwnew");
    }
    assertThat(diff.of(before, after).toString()).contains("(hidden)").doesNotContain("letmein");
  }

  @Test
  void theContentOfAnOpenFileIsADiff() {
    assertThat(diff.of(state(file("one\n", false)), state(file("two\n", false))).toString())
        .contains("-one")
        .contains("+two");
  }

  @Test
  void realServersAreFieldsOfTheirService() {
    HostState before = service(new RealServerSpec("web1", "192.0.2.18", 80, 1));
    HostState after =
        service(
            new RealServerSpec("web1", "192.0.2.18", 80, 5),
            new RealServerSpec("web2", "192.0.2.19", 80, 1));
    assertThat(texts(before, after))
        .containsExactly(
            "UPDATE ipvs[192.0.2.9:80/tcp]: web1 192.0.2.18:80 weight 1 -> weight 5, web2"
                + " 192.0.2.19:80 null -> weight 1");
  }

  private List<String> texts(HostState before, HostState after) {
    return diff.of(before, after).stream()
        .map(change ->
            change.action()
                + " "
                + change.id()
                + ": "
                + change.fields().stream()
                    .map(field -> field.field() + " " + field.from() + " -> " + field.to())
                    .collect(Collectors.joining(", ")))
        .toList();
  }

  private static HostState state(Resource... resources) {
    return HostState.builder("shop", "lvs1").resources(List.of(resources)).build();
  }

  private static HostState service(RealServerSpec... servers) {
    return state()
        .withVirtualServices(
            List.of(
                VirtualServiceSpec.builder("web", "192.0.2.9", 80)
                    .realServers(List.of(servers))
                    .build()));
  }

  private static FileResource file(String content, boolean sensitive) {
    return new FileResource(
        "/etc/secret", FileContent.ofText(content), null, null, null, sensitive);
  }

  private static List<VirtualRouterSpec> router(String password) {
    return List.of(
        VirtualRouterSpec.of(
            "VI_1",
            2,
            51,
            "eth0",
            100,
            1_000,
            true,
            0,
            Authentication.pass("pw" + password),
            List.of("192.168.0.254/24"),
            GratuitousArp.DEFAULT));
  }
}
