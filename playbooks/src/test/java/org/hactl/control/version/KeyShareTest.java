package org.hactl.control.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hactl.api.Reply;
import org.hactl.api.SiteKey;
import org.hactl.api.SiteKeys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyShareTest {
  private final List<String> told = new ArrayList<>();

  /** Directors that must understand each other after each step. */
  private final List<Holder> speaking = new ArrayList<>();

  @Test
  void aKeyThatAllHoldIsNotTold() {
    Holder one = new Holder("lvs1", key(1, 5));
    Holder two = new Holder("lvs2", key(1, 5));
    share(one, two);
    assertThat(told).isEmpty();
    assertThat(one.key).isEqualTo(two.key);
  }

  @Test
  void theFirstApplyMakesOneForAll() {
    Holder one = new Holder("lvs1", null);
    Holder two = new Holder("lvs2", null);
    share(one, two);
    assertThat(one.key).isNotNull().isEqualTo(two.key);
    assertThat(one.key.madeAtMillis()).isEqualTo(77);
    Holder other = new Holder("lvs1", null);
    share(other);
    assertThat(other.key).isNotEqualTo(one.key);
  }

  @Test
  void aDirectorWithoutTheKeyGetsItFromAnother() {
    Holder one = new Holder("lvs1", null);
    Holder two = new Holder("lvs2", key(1, 5));
    share(one, two);
    assertThat(one.key).isEqualTo(two.key);
    assertThat(told).containsExactly("lvs2");
  }

  @Test
  void ofTwoKeysTheNewerStays() {
    Holder one = new Holder("lvs1", key(1, 5));
    Holder two = new Holder("lvs2", key(2, 9));
    share(one, two);
    assertThat(one.key).isEqualTo(key(2, 9));
    assertThat(two.key).isEqualTo(key(2, 9));
  }

  @Test
  void aKeyOutsideOfTheRunIsUsed() {
    Holder one = new Holder("lvs1", null);
    KeyShare.among(List.of(one), () -> Optional.of(key(3, 4)), 77);
    assertThat(one.key).isEqualTo(key(3, 4));
  }

  @Test
  void aDirectorThatDoesNotSayIsLeftOut() {
    Holder one = new Holder("lvs1", key(1, 5));
    Holder two = new Holder("lvs2", null);
    two.silent = true;
    share(one, two);
    assertThat(two.key).isNull();
  }

  @Test
  void aRealServerOnlySiteNeedsNoKey() {
    share();
    assertThat(told).isEmpty();
  }

  @Test
  void aNewKeyComesInStepsInWhichAllHearEachOther() {
    List<Holder> three = three();
    assertThat(KeyShare.renew(three, 77)).isEmpty();
    SiteKey fresh = Objects.requireNonNull(three.getFirst().key);
    assertThat(fresh).isNotEqualTo(key(1, 5));
    assertThat(three)
        .allSatisfy(each -> {
          assertThat(each.key).isEqualTo(fresh);
          assertThat(each.accepted).isNull();
          assertThat(each.holds).isEqualTo(3);
        });
  }

  @Test
  void aDirectorThatDoesNotAcceptTheNewKeyLeavesAllWithTheOldOne() {
    List<Holder> three = three();
    three.get(2).refusesFrom = 1;
    assertThat(KeyShare.renew(three, 77))
        .contains("lvs3: disk full; all directors keep the present key");
    assertThat(three)
        .allSatisfy(each -> {
          assertThat(each.key).isEqualTo(key(1, 5));
          assertThat(each.accepted).isNull();
        });
  }

  @Test
  void whatWasLeftInTheMiddleIsFinishedByTheNextApply() {
    for (int step = 2; step <= 3; step++) {
      List<Holder> three = three();
      three.get(1).refusesFrom = step;
      assertThat(KeyShare.renew(three, 77).orElseThrow())
          .startsWith("lvs2: disk full; the directors accept both keys");
      share(three.toArray(Holder[]::new));
      assertThat(three)
          .allSatisfy(each -> {
            assertThat(each.key).isEqualTo(three.getFirst().key).isNotEqualTo(key(1, 5));
            assertThat(each.accepted).isNull();
          });
    }
  }

  @Test
  void aNewKeyNeedsEveryDirector() {
    List<Holder> three = three();
    three.get(1).silent = true;
    assertThat(KeyShare.renew(three, 77).orElseThrow())
        .startsWith("not every director holds the present key");
    assertThat(three).allSatisfy(each -> assertThat(each.key).isEqualTo(key(1, 5)));
  }

  private List<Holder> three() {
    speaking.clear();
    for (String name : List.of("lvs1", "lvs2", "lvs3")) {
      speaking.add(new Holder(name, key(1, 5)));
    }
    return List.copyOf(speaking);
  }

  private static void share(Holder... holders) {
    KeyShare.among(List.of(holders), Optional::empty, 77);
  }

  private static SiteKey key(int first, long atMillis) {
    byte[] bytes = new byte[SiteKey.BYTES];
    bytes[0] = (byte) first;
    return SiteKey.of(atMillis, bytes);
  }

  private final class Holder implements KeyHolder {
    private final String name;
    private @Nullable SiteKey key;
    private @Nullable SiteKey accepted;
    private boolean silent;
    private int holds;
    private int refusesFrom;

    Holder(String name, @Nullable SiteKey key) {
      this.name = name;
      this.key = key;
    }

    @Override
    public Optional<Reply.KeyOfSite> keyOfSite(boolean withValue) {
      if (silent) {
        return Optional.empty();
      }
      SiteKey held = key;
      if (held == null) {
        return Optional.of(new Reply.KeyOfSite("", 0, null));
      }
      if (withValue) {
        told.add(name);
      }
      return Optional.of(
          new Reply.KeyOfSite(
              held.id(),
              held.madeAtMillis(),
              withValue ? held : null,
              accepted == null ? null : accepted.id()));
    }

    @Override
    public Optional<String> hold(SiteKey given, @Nullable SiteKey other) {
      holds++;
      if (holds == refusesFrom) {
        return Optional.of(name + ": disk full");
      }
      key = given;
      accepted = other;
      speaking.forEach(one -> speaking.forEach(two -> assertThat(two.hears(one)).isTrue()));
      return Optional.empty();
    }

    private boolean hears(Holder other) {
      return new SiteKeys(Objects.requireNonNull(key), accepted).all().contains(other.key);
    }
  }
}
