import org.jspecify.annotations.NullMarked;

/** The catalogue of workloads, how they are measured, and the {@code gil} command line. */
@NullMarked
module dev.gil.workloads {
  requires static transitive org.jspecify;
  requires com.github.benmanes.caffeine;
  requires com.google.gson;
  requires transitive dev.gil.core;
  requires dev.gil.executors;
  requires info.picocli;
  requires java.logging;
  requires java.management;
  requires java.net.http;
  requires java.sql;
  requires jdk.management;
  requires me.tongfei.progressbar;
  requires org.jsoup;

  exports dev.gil.workloads;
  exports dev.gil.workloads.cli;

  uses dev.gil.workloads.Workload;
  uses dev.gil.workloads.cli.CommandProvider;
  uses java.util.spi.ToolProvider;

  provides dev.gil.workloads.Workload with
      dev.gil.workloads.CountWorkload,
      dev.gil.workloads.PrimesWorkload,
      dev.gil.workloads.RefCountWorkload,
      dev.gil.workloads.web.PagesWorkload,
      dev.gil.workloads.web.ApiWorkload,
      dev.gil.workloads.files.FilesWorkload,
      dev.gil.workloads.database.QueriesWorkload,
      dev.gil.workloads.web.HybridWorkload,
      dev.gil.workloads.matrix.MatmulWorkload,
      dev.gil.workloads.encrypt.EncryptWorkload,
      dev.gil.workloads.train.TrainWorkload,
      dev.gil.workloads.photo.ResizeWorkload;

  opens dev.gil.workloads.cli to
      info.picocli;
  opens dev.gil.workloads.web to
      com.google.gson;
}
