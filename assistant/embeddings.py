"""The Encoder: questions and passages → unit vectors. The only module that names sentence_transformers."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant import bundled_encoder
from assistant.errors import EncoderError
from assistant.settings import Settings, open_hub

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
Span = tuple[int, int]

_BATCH = 16
_HASHED_WHOLE_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """Which encoder it is, known without loading it: what the index's passport keeps."""

    name: str
    fingerprint: str


def identify_encoder(settings: Settings) -> EncoderIdentity:
    """Tell which encoder the settings name.

    A local folder is known by the hash of its files (of very large ones, size, beginning and end),
    a hub name by itself.

    Raises:
        EncoderError: The name looks like a path, and no folder is there.
    """
    if settings.encoder is None:
        return EncoderIdentity(bundled_encoder.NAME, bundled_encoder.fingerprint())
    folder = Path(settings.encoder).expanduser()
    if folder.is_dir():
        return EncoderIdentity(folder.name, _folder_fingerprint(folder))
    if settings.encoder.count("/") != 1 or settings.encoder.startswith((".", "~", "/")):
        raise _not_found(settings.encoder)
    return EncoderIdentity(settings.encoder, hashlib.sha256(settings.encoder.encode()).hexdigest())


def load_encoder(settings: Settings) -> "Encoder":
    """Load the encoder that the settings name; takes seconds.

    Raises:
        EncoderError: It cannot be found or is no sentence-transformers model.
    """
    identity = identify_encoder(settings)
    source = settings.encoder or str(bundled_encoder.unpacked_folder(settings.cache))
    if settings.encoder and settings.encoder_online:
        open_hub()
    # Heavy (seconds), and not needed to read, to list or to say that nothing changed: loaded when first encoded.
    import torch
    import transformers
    from sentence_transformers import SentenceTransformer

    transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    torch.set_num_threads(settings.threads)
    is_bundled = settings.encoder is None
    try:
        model = SentenceTransformer(
            source,
            device="cpu" if is_bundled else None,
            local_files_only=not settings.encoder_online,
            # The pooler is no part of the bundled model: without this torch fills one with random numbers.
            model_kwargs={"add_pooling_layer": False} if is_bundled else None,
        )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise _not_found(source) from error
    return Encoder(identity, model)


class Encoder:
    """A loaded sentence encoder.

    Attributes:
        identity: Its name and fingerprint.
        dimension: Length of its vectors.
        max_tokens: The most it reads of a passage, its prompt taken off.
    """

    def __init__(self, identity: EncoderIdentity, model: "SentenceTransformer") -> None:
        self.identity = identity
        self._model = model
        self._query_prompt = _prompt(model, "query")
        self._passage_prompt = _prompt(model, "document", "passage")
        self.dimension = int(model.get_embedding_dimension() or 0)
        self.max_tokens = int(model.max_seq_length or 512) - len(model.tokenizer(self._passage_prompt)["input_ids"])

    @property
    def prompts(self) -> str:
        """The prompts before questions and passages, as one text for the passport."""
        return f"{self._query_prompt}|{self._passage_prompt}"

    def count_tokens(self, text: str) -> int:
        """Count the tokens of a text, without the marks at its ends."""
        return len(self._model.tokenizer(text, add_special_tokens=False)["input_ids"])

    def encode_questions(self, questions: Sequence[str]) -> Vectors:
        """Encode questions.

        Returns:
            Unit vectors of shape (len(questions), dimension), float32.
        """
        return self._encode(questions, self._query_prompt)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Encode texts of the guidance.

        Returns:
            Unit vectors of shape (len(texts), dimension), float32.
        """
        return self._encode(texts, self._passage_prompt)

    def encode_bare(self, texts: Sequence[str]) -> Vectors:
        """Encode questions or texts without a prompt: what comes out where nobody knows that the model wants one.

        Returns:
            Vectors as the model makes them, not brought to unit length; shape (len(texts), dimension), float32.
        """
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        vectors = self._model.encode(list(texts), batch_size=_BATCH, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    def encode_passages(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> Iterator[tuple[Vectors, Vectors]]:
        """Encode passages and, from the same forward pass, spans inside them.

        A span's vector is the mean of its tokens' contextual embeddings ("late chunking", Günther et al. 2024,
        arXiv 2409.04701): spans cost nothing beyond their passage, and know what stands around them.

        Args:
            texts: What the encoder reads, prompts not included.
            spans: For each text, places in it (start, end), in characters.

        Yields:
            For each text in order: its unit vector (dimension,) and its spans' unit vectors (len(spans), dimension).
        """
        if not texts:
            return
        outputs: list[dict[str, Any]] = self._model.encode(  # type: ignore[assignment]
            list(texts), prompt=self._passage_prompt, output_value=None, batch_size=_BATCH, show_progress_bar=False
        )
        for text, output, places in zip(texts, outputs, spans, strict=True):
            yield _unit(output["sentence_embedding"].numpy(force=True)), self._span_vectors(text, output, places)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        vectors = self._model.encode(
            list(texts), prompt=prompt, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def _span_vectors(self, text: str, output: dict[str, Any], places: Sequence[Span]) -> Vectors:
        if not places:
            return np.empty((0, self.dimension), np.float32)
        if "token_embeddings" not in output or not self._model.tokenizer.is_fast:
            return self.encode_texts([text[start:end] for start, end in places])
        offset = len(self._passage_prompt)
        read = self._model.tokenizer(self._passage_prompt + text, return_offsets_mapping=True, truncation=True)
        edges = np.asarray(read["offset_mapping"]) - offset
        tokens = output["token_embeddings"].numpy(force=True)[: len(edges)]
        is_text = edges[:, 1] > edges[:, 0]
        rows = []
        for start, end in places:
            inside = is_text & (edges[:, 0] < end) & (edges[:, 1] > start)
            rows.append(_unit(tokens[inside].mean(axis=0) if inside.any() else tokens.mean(axis=0)))
        return np.stack(rows)


def _unit(vector: NDArray[Any]) -> Vectors:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)


def _prompt(model: "SentenceTransformer", *names: str) -> str:
    return next((prompt for name in names if (prompt := model.prompts.get(name))), "")


def _folder_fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        with path.open("rb") as file:
            if size <= _HASHED_WHOLE_BYTES:
                digest.update(file.read())
            else:
                digest.update(file.read(_HASHED_WHOLE_BYTES // 2))
                file.seek(-_HASHED_WHOLE_BYTES // 2, 2)
                digest.update(file.read())
    return digest.hexdigest()


def _not_found(source: str) -> EncoderError:
    return EncoderError(
        f"The encoder {source!r} could not be loaded. Expected a folder with a sentence-transformers model, or a hub "
        "name that is already in the local cache. Mend TILLIT_ENCODER, or remove it to use the bundled encoder. "
        "TILLIT_ENCODER_ONLINE=true lets a hub name be fetched.",
        f"Språkmodellen ”{source}” kunde inte läsas in. Ange en mapp med en sentence-transformers-modell i "
        "TILLIT_ENCODER, eller ta bort inställningen så används den inbyggda.",
    )
