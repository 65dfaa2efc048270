"""The adapters, in a tiny random transformer."""

import numpy as np
import pytest
import torch
import transformers
from safetensors.numpy import load, save
from torch import nn

from assistant.bundled_encoder import add_adapter
from assistant.evaluation.fitting import Rate, fit
from assistant.evaluation.low_rank import exported, inject, parameters, restore

IDS = torch.tensor([[1, 5, 9, 2], [3, 3, 8, 2]])


def tiny_model() -> nn.Module:
    torch.manual_seed(7)
    config = transformers.BertConfig(
        vocab_size=20, hidden_size=16, num_hidden_layers=3, num_attention_heads=2, intermediate_size=32
    )
    return transformers.BertModel(config, add_pooling_layer=False).eval()


def outputs(model: nn.Module) -> torch.Tensor:
    return model(input_ids=IDS).last_hidden_state


def test_a_fresh_adapter_changes_nothing():
    model = tiny_model()
    before = outputs(model)
    inject(model, rank=4, layers=[1, 2])
    torch.testing.assert_close(outputs(model), before)


def test_an_exported_adapter_added_to_the_weights_gives_what_the_injected_layers_give():
    model = tiny_model()
    weights = {name: tensor.numpy().copy() for name, tensor in model.state_dict().items()}
    plain = outputs(model)
    adapters = inject(model, rank=4, layers=[1, 2])
    with torch.no_grad():
        for each in parameters(adapters):  # as the file keeps them
            each.copy_((torch.randn_like(each) / 4).half())
    injected = outputs(model)
    assert (injected - plain).abs().max() > 0.01
    tensors = load(save(exported(adapters)))
    assert len(tensors) == 2 * 6 * 2
    assert {tensor.dtype for tensor in tensors.values()} == {np.dtype(np.float16)}
    assert tensors["encoder.layer.1.intermediate.dense.down"].shape == (4, 16)
    assert tensors["encoder.layer.1.intermediate.dense.up"].shape == (32, 4)
    add_adapter(weights, tensors)
    other = tiny_model()
    other.load_state_dict({name: torch.from_numpy(tensor) for name, tensor in weights.items()})
    torch.testing.assert_close(outputs(other), injected, atol=1e-5, rtol=1e-4)


def test_a_restored_adapter_gives_what_the_exported_one_gave():
    model, other = tiny_model(), tiny_model()
    adapters = inject(model, rank=4, layers=[1, 2])
    with torch.no_grad():
        for each in parameters(adapters):
            each.copy_((torch.randn_like(each) / 4).half())
    restore(inject(other, rank=4, layers=[1, 2]), load(save(exported(adapters))))
    assert (outputs(other) - outputs(tiny_model())).abs().max() > 0.01
    torch.testing.assert_close(outputs(other), outputs(model), atol=1e-5, rtol=1e-4)


def test_gradient_reaches_the_adapter_alone():
    model = tiny_model()
    adapters = inject(model, rank=4, layers=[2])
    outputs(model).square().mean().backward()
    reached = {name for name, each in model.named_parameters() if each.grad is not None}
    assert reached == {f"{name}.{half}" for name in adapters for half in ("down", "up")}
    assert all(name.startswith("encoder.layer.2.") for name in adapters)


def test_fitting_lowers_the_loss_and_leaves_the_model_itself_alone():
    model = tiny_model()
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    adapters = inject(model, rank=4, layers=[0, 1, 2])
    head = nn.Linear(16, 1)
    wanted = torch.tensor([[1.0], [-1.0]])

    def loss_of(_: int) -> torch.Tensor:
        return (head(outputs(model)[:, 0]) - wanted).square().mean()

    first = loss_of(0).item()
    fit(range(40), loss_of, Rate(1e-2, total=40), parameters(adapters), list(head.parameters()))
    assert loss_of(0).item() < first / 2
    for name, tensor in model.state_dict().items():
        if not name.endswith((".down", ".up")):
            torch.testing.assert_close(tensor, before[name.replace(".linear.", ".")])


def test_fitting_stops_after_the_steps_that_were_asked_for():
    seen = []
    weight = nn.Parameter(torch.ones(1))

    def loss_of(batch: int) -> torch.Tensor:
        seen.append(batch)
        return weight.square().sum()

    fit(range(10), loss_of, Rate(1e-3, total=10), [weight], steps=3)
    assert seen == [0, 1, 2]


def test_the_rate_rises_falls_and_stops_falling():
    rate = Rate(1.0, total=100, lowest=0.1)
    assert rate.at(0) == pytest.approx(1 / 20)
    assert rate.at(19) == pytest.approx(0.81)
    assert rate.at(50) == pytest.approx(0.5)
    assert rate.at(99) == pytest.approx(0.1)


def test_a_second_adapter_around_the_first_is_refused():
    model = tiny_model()
    inject(model, rank=4, layers=[0])
    with pytest.raises(TypeError, match="is a LowRank"):
        inject(model, rank=4, layers=[0])
