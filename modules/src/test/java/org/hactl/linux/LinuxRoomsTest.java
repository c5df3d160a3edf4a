package org.hactl.linux;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What each room of {@code org.hactl.linux} may import of the others. */
@AnalyzeClasses(packages = "org.hactl.linux", importOptions = ImportOption.DoNotIncludeTests.class)
class LinuxRoomsTest {
  @ArchTest
  static final ArchRule ROOMS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("net")
          .definedBy("org.hactl.linux.net..")
          .layer("kernel")
          .definedBy("org.hactl.linux.kernel..")
          .layer("libc")
          .definedBy("org.hactl.linux.libc..")
          .layer("file")
          .definedBy("org.hactl.linux.file..")
          .layer("watch")
          .definedBy("org.hactl.linux.watch..")
          .layer("netlink")
          .definedBy("org.hactl.linux.netlink..")
          .layer("process")
          .definedBy("org.hactl.linux.process..")
          .layer("socket")
          .definedBy("org.hactl.linux.socket..")
          .layer("memory")
          .definedBy("org.hactl.linux.memory..")
          .whereLayer("net")
          .mayNotAccessAnyLayer()
          .whereLayer("kernel")
          .mayOnlyAccessLayers("net")
          .whereLayer("libc")
          .mayOnlyAccessLayers("kernel", "net")
          .whereLayer("file")
          .mayOnlyAccessLayers("libc", "kernel", "net")
          .whereLayer("watch")
          .mayOnlyAccessLayers("libc", "kernel", "net")
          .whereLayer("netlink")
          .mayOnlyAccessLayers("watch", "libc", "kernel", "net")
          .whereLayer("process")
          .mayOnlyAccessLayers("netlink", "libc", "kernel", "net")
          .whereLayer("socket")
          .mayOnlyAccessLayers("libc", "kernel", "net")
          .whereLayer("memory")
          .mayOnlyAccessLayers("kernel", "net")
          .ensureAllClassesAreContainedInArchitecture();
}
