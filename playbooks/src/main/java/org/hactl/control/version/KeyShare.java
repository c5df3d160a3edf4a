package org.hactl.control.version;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hactl.api.Reply;
import org.hactl.api.SiteKey;
import org.jspecify.annotations.Nullable;

/**
 * Brings one key of the site to all its directors. Usually all hold the same one, and only its name
 * is asked for. If some hold none or an older one, one that holds the newest tells it, and the
 * control node passes it on. If none holds one, the control node makes one. It keeps and prints no
 * key.
 */
public final class KeyShare {
  private KeyShare() {}

  private record Answered(KeyHolder director, Reply.KeyOfSite says) {
    boolean isHalfway() {
      return says.accepted() != null;
    }

    /** The key itself. */
    @Nullable SiteKey value() {
      return director.keyOfSite(true).map(Reply.KeyOfSite::key).orElse(null);
    }
  }

  /**
   * Brings one key to these directors.
   *
   * @param elsewhere a key that a director holds which is not part of this run; asked only if none
   *     of these has one
   * @param nowMillis since the epoch
   */
  public static void among(
      List<? extends KeyHolder> directors, Supplier<Optional<SiteKey>> elsewhere, long nowMillis) {
    List<Answered> answered = asked(directors, false);
    if (keys(answered) <= 1
        && answered.stream().noneMatch(each -> each.says().id().isEmpty())
        && answered.stream().noneMatch(Answered::isHalfway)) {
      return;
    }
    SiteKey key = newest(answered).or(elsewhere).orElseGet(() -> SiteKey.of(nowMillis, random()));
    // A renewal may have stopped halfway: first all write with the newest key, then it is the only
    // one.
    for (Answered each : answered) {
      if (!each.says().id().equals(key.id())) {
        var _ = each.director().hold(key, each.isHalfway() ? each.value() : null);
      }
    }
    for (Answered each : answered) {
      if (each.isHalfway()) {
        var _ = each.director().hold(key, null);
      }
    }
  }

  /**
   * Brings a new key to all directors, in three steps: all accept it, then all write with it, then
   * none accepts the old one. Any two of them understand each other all the time. If a director
   * does not take it in the first step, all keep the old one.
   *
   * @return why the new key is not in force everywhere; empty if it is
   */
  public static Optional<String> renew(List<? extends KeyHolder> directors, long nowMillis) {
    among(directors, Optional::empty, nowMillis);
    List<Answered> answered = asked(directors, true);
    Optional<SiteKey> held =
        answered.stream()
            .flatMap(each -> Optional.ofNullable(each.says().key()).stream())
            .findFirst();
    boolean one = answered.size() == directors.size() && keys(answered) == 1;
    if (held.isEmpty() || !one) {
      return Optional.of(
          "not every director holds the present key of the site; nothing was changed");
    }
    SiteKey old = held.get();
    SiteKey fresh = SiteKey.of(Math.max(nowMillis, old.madeAtMillis() + 1), random());
    Optional<String> refused = each(directors, old, fresh);
    if (refused.isPresent()) {
      directors.forEach(director -> {
        var _ = director.hold(old, null);
      });
      return Optional.of(refused.get() + "; all directors keep the present key");
    }
    Optional<String> late = each(directors, fresh, old).or(() -> each(directors, fresh, null));
    return late.map(why -> why + "; the directors accept both keys until the next hactl apply");
  }

  /** Stops at the first director that does not take it. */
  private static Optional<String> each(
      List<? extends KeyHolder> directors, SiteKey key, @Nullable SiteKey accepted) {
    for (KeyHolder director : directors) {
      Optional<String> refused = director.hold(key, accepted);
      if (refused.isPresent()) {
        return refused;
      }
    }
    return Optional.empty();
  }

  /** What those directors say that answer. */
  private static List<Answered> asked(List<? extends KeyHolder> directors, boolean withValue) {
    List<Answered> answered = new ArrayList<>();
    for (KeyHolder director : directors) {
      director.keyOfSite(withValue).ifPresent(says -> answered.add(new Answered(director, says)));
    }
    return answered;
  }

  /** How many different keys they hold; none counts as one. */
  private static long keys(List<Answered> answered) {
    return answered.stream().map(each -> each.says().id()).distinct().count();
  }

  private static Optional<SiteKey> newest(List<Answered> answered) {
    return answered.stream()
        .filter(each -> !each.says().id().isEmpty())
        .sorted(
            Comparator.<Answered>comparingLong(each -> each.says().madeAtMillis())
                .reversed()
                .thenComparing(each -> each.says().id()))
        .flatMap(each -> each.director().keyOfSite(true).stream())
        .flatMap(says -> Optional.ofNullable(says.key()).stream())
        .findFirst();
  }

  private static byte[] random() {
    byte[] bytes = new byte[SiteKey.BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
