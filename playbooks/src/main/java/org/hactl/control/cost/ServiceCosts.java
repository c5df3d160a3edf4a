package org.hactl.control.cost;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hactl.api.ChangeView;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ipvs.CheckMarks;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.module.service.ServiceResource;
import org.jspecify.annotations.Nullable;

/** What changes of IPVS services, and of the software behind them, do. */
final class ServiceCosts {
  /** The schedulers of the kernel that read no weights but 0 (ip_vs_rr.c, ip_vs_lc.c). */
  private static final Set<String> WITHOUT_WEIGHTS = Set.of("rr", "lc");

  private final String host;
  private final Map<String, HostState> site;

  /** The host's services by their keys. */
  private final Map<String, VirtualServiceSpec> ofHost = new HashMap<>();

  ServiceCosts(String host, Map<String, HostState> site) {
    this.host = host;
    this.site = site;
    HostState state = site.get(host);
    if (state != null) {
      state.virtualServices().forEach(each -> ofHost.putIfAbsent(each.text(), each));
    }
  }

  Optional<Cost> of(ChangeView change) {
    return switch (change.id().kind()) {
      case IpvsResource.KIND -> ofIpvs(change);
      case ServiceResource.KIND -> ofSoftware(change);
      default -> Optional.empty();
    };
  }

  private Optional<Cost> ofIpvs(ChangeView change) {
    if (CheckMarks.isOf(change.id())) {
      return Optional.empty();
    }
    String name = name(change.id().key());
    if (change.action() == Action.DELETE
        && service(change.id().key()).filter(VirtualServiceSpec::onMasterOnly).isPresent()) {
      return Optional.of(
          cost(
              change,
              Effect.NONE,
              name,
              "%s is itself a real server of %s, and balances it as master alone"
                  .formatted(host, name)));
    }
    if (change.action() == Action.DELETE) {
      return Optional.of(
          cost(
              change,
              Effect.GOES,
              name,
              "clients of %s get no answer from %s any more".formatted(change.id().key(), host)));
    }
    List<String> cut =
        change.fields().stream()
            .filter(each -> each.to() == null && hasTraffic(each.from()))
            .map(FieldChange::field)
            .toList();
    if (!cut.isEmpty()) {
      return Optional.of(
          cost(
              change,
              Effect.CONNECTIONS_CUT,
              name,
              "the connections to %s are cut, if this director is master"
                  .formatted(String.join(", ", cut))));
    }
    return onlyWeights(change)
        ? scheduler(change)
            .filter(WITHOUT_WEIGHTS::contains)
            .map(scheduler ->
                cost(
                    change,
                    Effect.NONE,
                    name,
                    "the scheduler %s does not use weights".formatted(scheduler)))
        : Optional.empty();
  }

  /** A real server with weight 0 was drained before. */
  private static boolean hasTraffic(@Nullable String destination) {
    return destination != null && destination.contains("weight ") && !isOut(destination);
  }

  private static boolean isOut(String destination) {
    return destination.matches(".*weight 0( .*|$)");
  }

  private static boolean onlyWeights(ChangeView change) {
    return change.action() == Action.UPDATE
        && change.fields().stream()
            .allMatch(each ->
                each.from() != null
                    && each.to() != null
                    && hasTraffic(each.from())
                    && hasTraffic(each.to())
                    && withoutWeight(each.from()).equals(withoutWeight(each.to())));
  }

  private static String withoutWeight(String destination) {
    return destination.replaceAll("weight [0-9]+", "");
  }

  private Optional<String> scheduler(ChangeView change) {
    return service(change.id().key()).map(VirtualServiceSpec::scheduler);
  }

  private Optional<VirtualServiceSpec> service(String key) {
    return Optional.ofNullable(ofHost.get(key));
  }

  private String name(String key) {
    return service(key).map(VirtualServiceSpec::name).orElse(key);
  }

  private Optional<Cost> ofSoftware(ChangeView change) {
    List<String> behind =
        services()
            .filter(each -> isRealServer(each))
            .map(VirtualServiceSpec::name)
            .distinct()
            .toList();
    boolean restarts = change.fields().stream().anyMatch(ServiceCosts::interrupts);
    return behind.isEmpty() || !restarts
        ? Optional.empty()
        : Optional.of(
            cost(
                change,
                Effect.RESTART,
                String.join(", ", behind),
                "%s, a real server of %s, does not answer while %s is down"
                    .formatted(host, String.join(", ", behind), change.id().key())));
  }

  private static boolean interrupts(FieldChange field) {
    return field.field().equals("restart")
        || (field.field().equals("running") && "no".equals(field.to()));
  }

  private Stream<VirtualServiceSpec> services() {
    return site.values().stream().flatMap(each -> each.virtualServices().stream());
  }

  private boolean isRealServer(VirtualServiceSpec service) {
    return service.realServers().stream().anyMatch(each -> each.host().equals(host));
  }

  private Cost cost(ChangeView change, Effect effect, String subject, String text) {
    return new Cost(host, change.id(), effect, subject, text);
  }
}
