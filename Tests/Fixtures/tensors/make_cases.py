#!/usr/bin/env python3
"""Writes cases.json: results of NumPy and SciPy that the tensor tests compare with.

Inputs are float32; results are computed in float64. null is a missing value. Run it beside the file to make it anew.
"""
import itertools
import json
import math

import numpy as np
import scipy.linalg
import scipy.special
import scipy.stats

rng = np.random.default_rng(7)
cases, tensors = [], {}


def tensor(axes, array, digits):
    array = np.asarray(array, dtype=np.float64)
    assert array.ndim == len(axes)
    flat = [None if math.isnan(x) else float(f"{x:.{digits}g}") for x in np.ravel(array).tolist()]
    return {"axes": [[name, size] for name, size in zip(axes, array.shape)], "values": flat}


def shared(axes, array):
    """The number of an input in the list of inputs, which many cases share; nine digits say a float32 exactly."""
    return tensors.setdefault(json.dumps(tensor(axes, array, 9)), len(tensors))


def case(id, op, inputs, expected, tolerance=2e-6, **arguments):
    cases.append({"id": id, "op": op, "inputs": [shared(*i) for i in inputs], "over": arguments.get("over", []),
                  "expected": tensor(*expected, 8), "tolerance": tolerance})


def normal(*shape):
    return rng.standard_normal(shape).astype(np.float32)


# Reductions, over every set of axes, with and without missing values.
names = ["layer", "head", "pos"]
whole = normal(3, 4, 5) + 100
holes = normal(3, 4, 5)
holes[rng.random((3, 4, 5)) < 0.25] = np.nan
holes[1, 2, :] = np.nan
for label, data in [("whole", whole), ("holes", holes)]:
    x = data.astype(np.float64)
    for count in (1, 2, 3):
        for over in itertools.combinations(range(3), count):
            kept = [names[i] for i in range(3) if i not in over]
            for op, f in [
                ("sum", lambda v: v.sum()), ("mean", lambda v: v.mean()), ("max", lambda v: v.max()),
                ("min", lambda v: v.min()), ("norm", lambda v: math.sqrt((v * v).sum())),
                ("norm1", lambda v: np.abs(v).sum()), ("normMax", lambda v: np.abs(v).max()),
                ("product", lambda v: (v / 10).prod()),
                ("variance", lambda v: v.var()), ("std", lambda v: v.std(ddof=1) if v.size > 1 else np.nan),
                ("median", lambda v: np.median(v)), ("quantile", lambda v: np.quantile(v, 0.3)),
                ("argmax", lambda v: v.argmax()), ("argmin", lambda v: v.argmin()),
                ("count", lambda v: v.size)]:
                if op in ("argmax", "argmin") and label == "holes":
                    continue
                source = data / np.float32(10) if op == "product" else data
                moved = np.moveaxis(source.astype(np.float64), over, range(-count, 0))
                flat = moved.reshape(moved.shape[:3 - count] + (-1,))
                result = np.empty(flat.shape[:-1])
                for index in np.ndindex(*flat.shape[:-1]):
                    v = flat[index]
                    v = v[~np.isnan(v)]
                    if op == "product":
                        result[index] = v.prod() if v.size else np.nan
                    else:
                        result[index] = f(v) if v.size else (0 if op == "count" else np.nan)
                case(f"{op} of {label} over {' '.join(names[i] for i in over)}", op, [(names, source)],
                     (kept, result), tolerance=1e-6, over=[names[i] for i in over])

# Arithmetic with broadcasting.
a, b, c = normal(3, 4), normal(4), normal(5, 3)
for op, f in [("+", np.add), ("-", np.subtract), ("*", np.multiply), ("/", np.divide), ("//", np.floor_divide),
              ("%", np.mod), ("minimum", np.minimum), ("maximum", np.maximum), ("<", np.less), (">=", np.greater_equal)]:
    x, y, z = (v.astype(np.float64) for v in (a, b, c))
    case(f"{op} spreads a vector over rows", op, [(["pos", "d"], a), (["d"], b)], (["pos", "d"], f(x, y[None]) * 1.0))
    case(f"{op} puts the other's axis in its place", op, [(["d"], b), (["pos", "d"], a)],
         (["pos", "d"], f(y[None], x) * 1.0))
    case(f"{op} aligns by name, not by place", op, [(["pos", "d"], a), (["head", "pos"], c)],
         (["head", "pos", "d"], f(x[None], z[:, :, None]) * 1.0))
case("^ of positive numbers", "^", [(["pos", "d"], np.abs(a)), (["d"], b)],
     (["pos", "d"], np.abs(a.astype(np.float64)) ** b.astype(np.float64)))

# Functions of one number.
u = np.concatenate([normal(20), np.float32([0, -0.5, 3, 88, -88, 1e-6])])
for op, f in [("exp", np.exp), ("expm1", np.expm1), ("tanh", np.tanh), ("sin", np.sin), ("cos", np.cos), ("erf", scipy.special.erf),
              ("abs", np.abs), ("sign", np.sign), ("square", np.square), ("floor", np.floor), ("ceil", np.ceil),
              ("round", np.round), ("sigmoid", scipy.special.expit), ("softplus", lambda x: np.logaddexp(0, x)),
              ("relu", lambda x: np.maximum(x, 0)), ("silu", lambda x: x * scipy.special.expit(x)),
              ("gelu", lambda x: x * scipy.stats.norm.cdf(x)),
              ("gelu_new", lambda x: 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3))))]:
    case(op, op, [(["item"], u)], (["item"], f(u.astype(np.float64))), tolerance=3e-6)
v = np.abs(u) + np.float32(1e-3)
for op, f in [("log", np.log), ("log2", np.log2), ("log10", np.log10), ("log1p", np.log1p), ("sqrt", np.sqrt),
              ("reciprocal", np.reciprocal)]:
    case(op, op, [(["item"], v)], (["item"], f(v.astype(np.float64))), tolerance=3e-6)

# Along an axis.
x = holes.astype(np.float64)
for axis in range(3):
    over = names[axis]
    m = np.moveaxis(x, axis, -1).copy()
    soft, logsoft = np.full(m.shape, np.nan), np.full(m.shape, np.nan)
    sort, cumsum, cumprod = np.full(m.shape, np.nan), np.full(m.shape, np.nan), np.full(m.shape, np.nan)
    lse = np.full(m.shape[:-1], np.nan)
    top = np.full(m.shape[:-1] + (2,), np.nan)
    for index in np.ndindex(*m.shape[:-1]):
        line = m[index]
        here = ~np.isnan(line)
        if not here.any():
            continue
        values = line[here]
        soft[index] = 0
        soft[index][here] = scipy.special.softmax(values)
        logsoft[index][here] = scipy.special.log_softmax(values)
        lse[index] = scipy.special.logsumexp(values)
        sort[index][:values.size] = np.sort(values)
        top[index][:min(2, values.size)] = np.sort(values)[::-1][:2]
        cumsum[index][here] = values.cumsum()
        cumprod[index][here] = values.cumprod()
    back = lambda r: np.moveaxis(r, -1, axis)
    kept = [n for n in names if n != over]
    for op, result in [("softmax", soft), ("log_softmax", logsoft), ("sort", sort), ("cumsum", cumsum),
                       ("cumprod", cumprod)]:
        case(f"{op} over {over}", op, [(names, holes)], (names, back(result)), over=[over])
    case(f"topk over {over}", "topk", [(names, holes)], (names, back(top)), over=[over])
    case(f"logsumexp over {over}", "logsumexp", [(names, holes)], (kept, lse), over=[over])
p, q = normal(6, 8) + 50, normal(6, 8) + 50
case("correlation", "correlation", [(["head", "pos"], p), (["head", "pos"], q)],
     (["head"], [np.corrcoef(p[i].astype(np.float64), q[i].astype(np.float64))[0, 1] for i in range(6)]), over=["pos"])
case("cosine similarity", "cosine", [(["head", "pos"], normal_p := normal(6, 8)), (["pos"], q[0])],
     (["head"], [float(normal_p[i].astype(np.float64) @ q[0].astype(np.float64) / np.linalg.norm(normal_p[i].astype(np.float64))
                       / np.linalg.norm(q[0].astype(np.float64))) for i in range(6)]), over=["pos"])

# Products.
def product(id, left, right, spec, result_axes, tolerance=5e-6, op="@", **arguments):
    result = np.einsum(spec, left[1].astype(np.float64), right[1].astype(np.float64))
    case(id, op, [left, right], (result_axes, result), tolerance=tolerance, **arguments)

product("vector times vector", (["d"], normal(7)), (["d"], normal(7)), "i,i->", [])
product("matrix times vector", (["pos", "d"], normal(3, 7)), (["d"], normal(7)), "pi,i->p", ["pos"])
product("vector times square matrix stays a vector", (["d"], normal(7)), (["d", "d'"], normal(7, 7)), "i,ij->j", ["d"])
product("matrix times matrix", (["pos", "d"], normal(3, 7)), (["d", "vocab"], normal(7, 5)), "pi,iv->pv", ["pos", "vocab"])
product("square times square", (["d", "d'"], normal(7, 7)), (["d", "d'"], normal(7, 7)), "ij,jk->ik", ["d", "d'"])
product("values times output weights", (["d", "h"], normal(7, 3)), (["h", "d"], normal(3, 7)), "ih,hj->ij", ["d", "d'"])
product("heads aligned in circuit weights", (["head", "d", "h"], normal(4, 7, 3)), (["head", "h", "d"], normal(4, 3, 7)),
        "nih,nhj->nij", ["head", "d", "d'"])
product("pattern times values aligns heads", (["head", "query", "key"], normal(4, 5, 6)), (["key", "head", "d"], normal(6, 4, 3)),
        "nqk,knd->nqd", ["head", "query", "d"])
product("aligned axes stay in the left's order", (["pos", "head", "h"], normal(5, 4, 3)), (["head", "h", "d"], normal(4, 3, 7)),
        "pnh,nhd->pnd", ["pos", "head", "d"])
product("rows with rows", (["pos", "d"], normal(5, 7)), (["pos", "d"], normal(5, 7)), "pi,pi->p", ["pos"])
product("contracted axis last on the right", (["query", "d"], normal(5, 7)), (["key", "d"], normal(6, 7)), "qi,ki->qk",
        ["query", "key"])
product("scores of all heads", (["query", "head", "d"], normal(5, 4, 7)), (["key", "head", "d"], normal(6, 4, 7)),
        "qhd,khd->qhk", ["query", "head", "key"])
product("large enough for the library", (["pos", "d"], normal(40, 70)), (["d", "vocab"], normal(70, 60)), "pi,iv->pv",
        ["pos", "vocab"], tolerance=2e-5)
product("large, contracted last", (["pos", "d"], normal(40, 70)), (["vocab", "d"], normal(60, 70)), "pi,vi->pv",
        ["pos", "vocab"], tolerance=2e-5)
product("many large at once", (["head", "query", "d"], normal(6, 30, 40)), (["head", "key", "d"], normal(6, 30, 40)),
        "hqd,hkd->hqk", ["head", "query", "key"], tolerance=2e-5)
product("contract over two", (["head", "pos", "d"], normal(4, 5, 7)), (["pos", "d", "vocab"], normal(5, 7, 3)),
        "npi,piv->nv", ["head", "vocab"], op="contract", over=["pos", "d"])
product("contract a middle axis", (["pos", "d", "x"], normal(5, 7, 2)), (["d", "vocab"], normal(7, 3)), "pix,iv->pxv",
        ["pos", "x", "vocab"], op="contract", over=["d"])
l, r = normal(3, 6), normal(6, 4)
l[0, 2] = np.nan
l[1] = np.nan
r[4, 1] = np.nan
expected = np.nan_to_num(l.astype(np.float64)) @ np.nan_to_num(r.astype(np.float64))
expected[1] = np.nan
case("missing contributes nothing", "@", [(["pos", "d"], l), (["d", "vocab"], r)], (["pos", "vocab"], expected))
product("outer", (["head", "d"], normal(2, 3)), (["d"], normal(4)), "hi,j->hij", ["head", "d", "d'"], op="outer")

# Decompositions.
for rows, columns in [(5, 3), (3, 5), (4, 4), (1, 6)]:
    m = normal(2, rows, columns)
    m64 = m.astype(np.float64)
    k = min(rows, columns)
    s = np.stack([np.linalg.svd(x, compute_uv=False) for x in m64])
    case(f"singular values {rows} x {columns}", "singular_values", [(["head", "row", "column"], m)], (["head", "rank"], s))
    w = s ** 2 / (s ** 2).sum(-1, keepdims=True)
    case(f"effective rank {rows} x {columns}", "effective_rank", [(["head", "row", "column"], m)],
         (["head"], np.exp(-(w * np.log(w)).sum(-1))))
    r = []
    for x in m64:
        t = np.linalg.qr(x)[1]
        r.append(t * np.where(np.diag(t) < 0, -1, 1)[:, None])
    case(f"triangle {rows} x {columns}", "qr_r", [(["head", "row", "column"], m)], (["head", "rank", "column"], np.stack(r)), tolerance=1e-5)
    case(f"norm of a factored matrix {rows} x {columns}", "factored_norm",
         [(["head", "row", "h"], m), (["head", "h", "column"], np.swapaxes(m, 1, 2).copy())],
         (["head"], [np.linalg.norm(x @ x.T) for x in m64]))
for n in (1, 2, 5):
    m = normal(3, n, n)
    e = []
    for x in m.astype(np.float64):
        values = list(np.linalg.eigvals(x))
        values.sort(key=lambda z: (-round(abs(z), 9), -z.real, -z.imag))
        e.append([[z.real, z.imag] for z in values])
    case(f"eigenvalues of size {n}", "eigenvalues", [(["head", "d", "d'"], m)], (["head", "eigen", "part"], np.array(e)), tolerance=1e-5)
    case(f"inverse of size {n}", "inverse", [(["head", "d", "d'"], m)], (["head", "d", "d'"], np.linalg.inv(m.astype(np.float64))), tolerance=1e-4)
    y = normal(3, n, 2)
    case(f"solve of size {n}", "solve", [(["head", "d", "d'"], m), (["head", "d", "x"], y)],
         (["head", "d", "x"], np.linalg.solve(m.astype(np.float64), y.astype(np.float64))), tolerance=1e-4)

with open("cases.json", "w") as file:
    file.write('{"inputs": [\n' + ",\n".join(tensors) + '\n], "cases": [\n'
               + ",\n".join(json.dumps(c) for c in cases) + "\n]}\n")
print(len(cases), "cases")
