package org.hactl.control.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.api.Reply;
import org.hactl.api.SiteKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyShareTest {
  private final List<String> told = new ArrayList<>();

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
    private boolean silent;

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
          new Reply.KeyOfSite(held.id(), held.madeAtMillis(), withValue ? held : null));
    }

    @Override
    public void hold(SiteKey given) {
      key = given;
    }
  }
}
