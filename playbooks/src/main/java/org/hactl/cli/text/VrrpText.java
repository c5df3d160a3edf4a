package org.hactl.cli.text;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.api.FifoView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.GroupView;
import org.hactl.api.HostStatus.HookView;
import org.hactl.api.HostStatus.OtherMasterView;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.HostStatus.VrrpView;
import org.hactl.control.view.TimeSpans;
import org.hactl.host.Hold;
import org.hactl.host.Holds;

/** The part of {@code hactl status} about virtual routers: states and problems. */
record VrrpText(boolean colours, long nowMillis) {
  String of(HostStatus status) {
    StringBuilder text = new StringBuilder();
    Table table = new Table();
    boolean standsBy =
        Holds.of(Objects.requireNonNullElse(status.holds(), List.<Hold>of()))
            .maintenance(status.host())
            .isPresent();
    status.routers().forEach(router -> row(router, standsBy, table));
    status.vrrp().groups().forEach(group -> row(group, table));
    text.append(table.text("  "));
    for (RouterView router : status.routers()) {
      OtherMasterView other = router.otherMaster();
      if (other != null) {
        bad(
            text,
            "TWO MASTERS of %s for %s: %s"
                .formatted(router.name(), ago(other.sinceMillis()), other.text()));
      }
      if (router.sendError() != null) {
        text.append(
            "  %s could not send %d times, the last time: %s%n"
                .formatted(
                    router.name(),
                    router.counters().getOrDefault("send-errors", 0L),
                    Printable.text(router.sendError())));
      }
      failedHooks(router.name(), router.hooks(), text);
    }
    status.vrrp().groups().forEach(group -> failedHooks(group.name(), group.hooks(), text));
    append(status.vrrp(), text);
    return text.toString();
  }

  private void append(VrrpView vrrp, StringBuilder text) {
    if (vrrp.stalls() > 0) {
      bad(
          text,
          "did not run %d %s, at most for %s: is the processor overcommitted?"
              .formatted(
                  vrrp.stalls(),
                  vrrp.stalls() == 1 ? "time" : "times",
                  TimeSpans.span(vrrp.longestStallMillis())));
    }
    if (vrrp.realtimeError() != null) {
      bad(text, "VRRP runs without real-time priority: " + vrrp.realtimeError());
    }
    text.append(CounterText.unassigned("vrrp packets that match no router", vrrp.unassigned()));
    for (FifoView fifo : vrrp.fifos()) {
      if (!fifo.error().isEmpty()) {
        text.append(
            "  fifo %s: %s; %d lines written, %d dropped%n"
                .formatted(
                    fifo.path(), Printable.text(fifo.error()), fifo.written(), fifo.dropped()));
      }
    }
  }

  private void failedHooks(String of, List<HookView> hooks, StringBuilder text) {
    for (HookView hook : hooks) {
      if (!hook.ok()) {
        bad(
            text,
            "hook of %s for %s FAILED %s ago: %s: %s"
                .formatted(of, hook.state(), ago(hook.atMillis()), hook.command(), hook.outcome()));
      }
    }
  }

  private void row(RouterView router, boolean standsBy, Table table) {
    String master =
        router.masterAddress() == null
            ? ""
            : "master %s (%d)".formatted(router.masterAddress(), router.masterPriority());
    table.row(
        "vrrp " + router.name(),
        router.state(),
        "for " + ago(router.sinceMillis()),
        "(%s%s)".formatted(router.reason(), standsBy ? ", takes no role: in maintenance" : ""),
        "%s vrid %d v%d priority %s%s%s"
            .formatted(
                router.interfaceName(),
                router.virtualRouterId(),
                router.version(),
                priority(router),
                router.group() == null ? "" : " group " + router.group(),
                changing(router)),
        String.join(", ", router.held()),
        master,
        CounterText.rejected(router.counters()));
  }

  private void row(GroupView group, Table table) {
    table.row(
        "group " + group.name(),
        group.state(),
        "for " + ago(group.sinceMillis()),
        "(" + String.join(", ", group.routers()) + ")");
  }

  /** What the router also sends and accepts until all directors have changed. */
  private static String changing(RouterView router) {
    return router.alsoHeard().isEmpty()
        ? ""
        : " (also sends and accepts %s)"
            .formatted(Printable.text(String.join(", ", router.alsoHeard())));
  }

  /** The advertised priority, and the site's priority and the reason if they differ. */
  private static String priority(RouterView router) {
    boolean differs = router.effectivePriority() != router.priority();
    String rank = router.rank() == null ? "" : Printable.text(router.rank());
    String why =
        Stream.of(differs ? "of " + router.priority() : "", rank)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(": "));
    return router.effectivePriority() + (why.isEmpty() ? "" : " (" + why + ")");
  }

  private void bad(StringBuilder text, String line) {
    text.append(Colour.RED.line(line, colours));
  }

  private String ago(long sinceMillis) {
    return TimeSpans.span(nowMillis - sinceMillis);
  }
}
