package org.hactl.control.keepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.api.ChangeView;
import org.hactl.host.HostState;
import org.hactl.module.Action;
import org.hactl.module.packages.PackageResource;
import org.hactl.module.service.ServiceResource;
import org.jspecify.annotations.Nullable;

/**
 * What a run does about the keepalived of a host.
 *
 * @param notes what keepalived does now and what would change; one sentence each
 * @param refusal why the host is left as it is; null if it is not
 */
public record Takeover(List<String> notes, @Nullable Refusal refusal) {
  /** The name of keepalived's service. */
  public static final String SERVICE = "keepalived";

  public Takeover {
    notes = List.copyOf(notes);
  }

  /** What to do about a keepalived that runs virtual routers of the site. */
  public enum Keepalived {
    /** The host is refused: two programs would speak for one virtual router. */
    REFUSED,
    /** The agent takes over, unless something that keepalived does is not in the site. */
    ADOPTED,
    /** The agent takes over in any case. */
    ADOPTED_WITH_LOSS;

    /** The service that an apply takes over; null for none. */
    public @Nullable String adopts() {
      return this == REFUSED ? null : SERVICE;
    }
  }

  /** Why a host is left as it is, and what to do next. */
  public record Refusal(String why, String nextStep) {}

  /** Decides about a host without a keepalived that runs. */
  public static Takeover ofNone(HostState state, Keepalived wanted) {
    return new Takeover(
        List.of(),
        wanted == Keepalived.REFUSED
            ? null
            : new Refusal(
                "no keepalived runs there (no process of /run/keepalived.pid)",
                "run `hactl apply`: there is nothing to adopt on %s; nothing was changed"
                    .formatted(state.host())));
  }

  /** Decides about a host with a keepalived that runs. */
  public static Takeover of(KeepalivedConfig running, HostState state, Keepalived wanted) {
    List<String> shared = Adoption.shared(running, state);
    boolean stops = stopsKeepalived(state);
    if (wanted == Keepalived.REFUSED) {
      return new Takeover(
          List.of(),
          shared.isEmpty() || stops
              ? null
              : new Refusal(
                  "keepalived runs there and speaks for %s; two programs must not"
                      .formatted(String.join(", ", shared)),
                  "`hactl adopt %s` takes over without a gap, or stop keepalived there; nothing was changed"
                      .formatted(state.host())));
    }
    Adoption adoption = Adoption.of(running, state);
    List<String> notes = new ArrayList<>(now(running));
    adoption.changed().forEach(each -> notes.add("changes: " + each));
    adoption.lost().forEach(each -> notes.add("ends: " + each));
    return new Takeover(notes, refusal(adoption, stops, state, wanted).orElse(null));
  }

  /** Whether a change removes keepalived, which an earlier site has brought. */
  public static boolean removesKeepalived(ChangeView change) {
    return change.action() == Action.DELETE
        && change.id().key().equals(SERVICE)
        && (change.id().kind().equals(ServiceResource.KIND)
            || change.id().kind().equals(PackageResource.KIND));
  }

  private static Optional<Refusal> refusal(
      Adoption adoption, boolean stops, HostState state, Keepalived wanted) {
    if (stops) {
      return Optional.of(
          new Refusal(
              "the site stops the service keepalived, before the agent could take over from it",
              "take that service out of the site until %s is adopted; nothing was changed"
                  .formatted(state.host())));
    }
    if (!adoption.lost().isEmpty() && wanted != Keepalived.ADOPTED_WITH_LOSS) {
      return Optional.of(
          new Refusal(
              String.join("; ", adoption.lost()),
              "add that to the site, or adopt without it: --force; nothing was changed"));
    }
    return Optional.empty();
  }

  private static List<String> now(KeepalivedConfig running) {
    List<String> now = new ArrayList<>();
    running
        .routers()
        .forEach(router ->
            now.add(
                "keepalived runs %s (VRID %d on %s, priority %d): %s"
                    .formatted(
                        router.name(),
                        router.virtualRouterId(),
                        router.interfaceName(),
                        router.priority(),
                        String.join(", ", router.addresses()))));
    running
        .services()
        .forEach(service ->
            now.add(
                "keepalived serves %s (%s, %s): %s"
                    .formatted(
                        service.address(),
                        service.scheduler(),
                        service.forward(),
                        String.join(
                            ", ", service.realServers().keySet().stream().sorted().toList()))));
    return now;
  }

  private static boolean stopsKeepalived(HostState state) {
    return state.resources().stream()
        .anyMatch(resource ->
            resource instanceof ServiceResource service
                && service.name().equals(SERVICE)
                && Boolean.FALSE.equals(service.running()));
  }
}
