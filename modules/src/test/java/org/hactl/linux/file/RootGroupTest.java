package org.hactl.linux.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that the group of root can write is as safe as the members of that group. */
class RootGroupTest {
  private static final String ALONE = "root:x:0:0:root:/root:/bin/bash\nbin:x:2:2:bin:/bin:\n";

  @TempDir Path host;

  private RootGroup group(String passwd, String group) throws IOException {
    Path etc = Files.createDirectories(host.resolve("etc"));
    Files.writeString(etc.resolve("passwd"), passwd);
    Files.writeString(etc.resolve("group"), group);
    return new RootGroup(etc);
  }

  @Test
  void findsItsOtherUsers() throws IOException {
    assertThat(group(ALONE, "root:x:0:\nadm:x:4:joe\n").otherUsers()).isEmpty();
    assertThat(group(ALONE, "root:x:0:root,joe\n").otherUsers()).containsExactly("joe");
    assertThat(group(ALONE + "operator:x:11:0::/root:/sbin/nologin\n", "").otherUsers())
        .containsExactly("operator");
    assertThat(new RootGroup(host.resolve("missing")).otherUsers()).hasSize(1);
  }

  @Test
  void aFolderForItIsRefusedOnlyWithOtherMembersOrAnAccessList() throws IOException {
    Assumptions.assumeTrue(UserDatabase.self() == 0, "only root can give a folder to root");
    Path shared = Files.createDirectory(host.resolve("shared"));
    Files.setAttribute(shared, "unix:gid", 0);
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertThat(refusal(shared, group(ALONE, "root:x:0:\n"))).isNull();
    assertThat(refusal(shared, group(ALONE, "root:x:0:joe\n")))
        .contains("joe is in that group", "chmod g-w " + shared);
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(refusal(shared, group(ALONE, "root:x:0:\n"))).contains("chmod go-w " + shared);
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxr-x"));
    Files.setAttribute(shared, "unix:gid", 1);
    assertThat(refusal(shared, group(ALONE, "root:x:0:\n"))).contains("chmod go-w " + shared);
  }

  @Test
  void anAccessListMayLetOthersWrite() throws IOException {
    Assumptions.assumeTrue(UserDatabase.self() == 0, "only root can give a folder to root");
    Path shared = Files.createDirectory(host.resolve("listed"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxr-x"));
    letWrite(shared, 65_534);
    assertThat(refusal(shared, group(ALONE, "root:x:0:\n"))).contains("setfacl -b");
  }

  private static void letWrite(Path folder, int user) {
    byte[] list = new byte[4 + 5 * 8];
    ByteBuffer entries = ByteBuffer.wrap(list).order(ByteOrder.LITTLE_ENDIAN).putInt(2);
    entries.putShort((short) 0x01).putShort((short) 7).putInt(-1);
    entries.putShort((short) 0x02).putShort((short) 7).putInt(user);
    entries.putShort((short) 0x04).putShort((short) 5).putInt(-1);
    entries.putShort((short) 0x10).putShort((short) 7).putInt(-1);
    entries.putShort((short) 0x20).putShort((short) 5).putInt(-1);
    int fd = LibC.open(folder.toString(), OpenFlags.READ | OpenFlags.DIRECTORY);
    byte[] name = CString.of("system.posix_acl_access");
    try {
      assertThat(LibC.fsetxattr(fd, name, list, list.length, 0)).isZero();
    } catch (LastErrorException e) {
      Assumptions.abort("no access control lists here");
    } finally {
      SystemCall.close(fd);
    }
  }

  private static @Nullable String refusal(Path folder, RootGroup group) {
    Folder at = PosixFolder.root();
    for (Path step : folder) {
      Folder next = at.enter(step.toString());
      at.close();
      at = next;
    }
    try (Folder open = at) {
      return new FolderRules(Trust.ROOT, 0, group).refuse(folder.toString(), open);
    }
  }
}
