package org.hactl.control.version;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hactl.api.Reply;
import org.hactl.api.SiteKey;

/**
 * Brings one key of the site to all its directors. Usually all hold the same one, and only its name
 * is asked for. If some hold none or an older one, one that holds the newest tells it, and the
 * control node passes it on. If none holds one, the control node makes one. It keeps and prints no
 * key.
 */
public final class KeyShare {
  private KeyShare() {}

  private record Answered(KeyHolder director, Reply.KeyOfSite says) {}

  /**
   * Brings one key to these directors.
   *
   * @param elsewhere a key that a director holds which is not part of this run; asked only if none
   *     of these has one
   * @param nowMillis since the epoch
   */
  public static void among(
      List<? extends KeyHolder> directors, Supplier<Optional<SiteKey>> elsewhere, long nowMillis) {
    List<Answered> answered = new ArrayList<>();
    for (KeyHolder director : directors) {
      director.keyOfSite(false).ifPresent(says -> answered.add(new Answered(director, says)));
    }
    if (answered.stream().map(each -> each.says().id()).distinct().count() <= 1
        && answered.stream().noneMatch(each -> each.says().id().isEmpty())) {
      return;
    }
    SiteKey key = newest(answered).or(elsewhere).orElseGet(() -> SiteKey.of(nowMillis, random()));
    for (Answered each : answered) {
      if (!each.says().id().equals(key.id())) {
        each.director().hold(key);
      }
    }
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
