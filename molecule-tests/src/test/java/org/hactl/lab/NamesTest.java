package org.hactl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The names of a lab's interfaces, namespaces and files, and how the lab recognises them again. */
class NamesTest {
  @Test
  void oneLabIsNeverTakenForAnother() {
    assertThat(LabNames.belongsTo("hactl.a", "a")).isTrue();
    assertThat(LabNames.belongsTo("hactl.a.web1", "a")).isTrue();
    assertThat(LabNames.belongsTo("hactl.a-b", "a")).isFalse();
    assertThat(LabNames.belongsTo("hactl.ab.web1", "a")).isFalse();
    assertThat(LabNames.belongsTo("other", "a")).isFalse();
  }

  @Test
  void portsFitAnInterfaceName() {
    assertThat(LabNames.port(99_999_999)).hasSizeLessThanOrEqualTo(15);
  }

  @Test
  void theNearestNameIsOffered() {
    List<String> known = List.of("client", "lvs1", "lvs2", "web1");
    assertThat(LabNames.nearest("wbe1", known)).isEqualTo("; did you mean web1?");
    assertThat(LabNames.nearest("clinet", known)).isEqualTo("; did you mean client?");
    assertThat(LabNames.nearest("something", known)).isEmpty();
  }

  @Test
  void distanceIsLevenshteins() {
    assertThat(LabNames.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(LabNames.distance("", "abc")).isEqualTo(3);
    assertThat(LabNames.distance("same", "same")).isZero();
  }

  @Test
  void mountsBelowAFolderAreFoundDeepestFirst() {
    String mountinfo =
        """
        22 1 254:0 / / rw - ext4 /dev/vda rw
        30 22 0:5 / /c/work/root/proc rw - proc proc rw
        31 30 0:6 / /c/work/root/proc/sys rw shared:1 - proc proc rw
        32 22 0:7 / /c/work2 rw - tmpfs tmpfs rw
        33 22 0:8 / /c/work/a\\040b rw - tmpfs tmpfs rw
        """;
    assertThat(Mounts.below(Path.of("/c/work"), mountinfo))
        .containsExactly(
            Path.of("/c/work/root/proc/sys"), Path.of("/c/work/root/proc"), Path.of("/c/work/a b"));
  }

  @Test
  void processorListsAreRead() {
    assertThat(Machine.ranges("0-2,5,7-8")).containsExactly(0, 1, 2, 5, 7, 8);
    assertThat(Machine.ranges("3\n")).containsExactly(3);
  }
}
