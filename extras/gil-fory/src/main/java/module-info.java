import org.jspecify.annotations.NullMarked;

/** Apache Fory as a codec: objects of registered classes travel in its format. */
@NullMarked
module dev.gil.fory {
  requires static org.jspecify;
  requires transitive dev.gil.core;
  requires org.apache.fory.core;

  exports dev.gil.fory;

  uses dev.gil.fory.ForyTypes;

  provides dev.gil.spi.Codec with
      dev.gil.fory.ForyCodec;
}
